// What do the styles of an OpenDocument text say of its paragraphs and words? Which are titles or quotations, and which are hidden.
import type { Root } from 'xast'
import { elementsOf } from './xml.ts'

interface Style {
  readonly parent: string | undefined
  readonly isHidden: boolean
}

/** Styles that rest on each other. */
const DEEPEST = 20

export class OdfStyles {
  private readonly styles = new Map<string, Style>()

  constructor(roots: readonly Root[]) {
    for (const root of roots)
      for (const element of elementsOf(root)) {
        const name = element.attributes['style:name']
        if (element.name !== 'style:style' || name == null) continue
        const isHidden = element.children.some(
          child =>
            child.type === 'element' &&
            child.name === 'style:text-properties' &&
            child.attributes['text:display'] === 'none',
        )
        this.styles.set(name, {
          parent: element.attributes['style:parent-style-name'] ?? undefined,
          isHidden,
        })
      }
  }

  /** The style and those that it rests on, by the names that programs give to them. */
  isOf(style: string | null | undefined, wanted: string): boolean {
    return this.chain(style).includes(wanted)
  }

  isHidden(style: string | null | undefined): boolean {
    return this.chain(style).some(name => this.styles.get(name)?.isHidden === true)
  }

  private chain(style: string | null | undefined): string[] {
    const names: string[] = []
    for (
      let name = style ?? undefined;
      name !== undefined && names.length < DEEPEST;
      name = this.styles.get(name)?.parent
    )
      names.push(name)
    return names
  }
}
