// Which number does an OpenDocument text print before the item of a list? Its style says how, the lists before it where the count goes on.
import type { Element, Root } from 'xast'
import { numberLike } from './number-forms.ts'
import { elementsOf } from './xml.ts'

interface Level {
  /** The form of its first number: `1`, `a`; empty for none. */
  readonly form: string
  readonly prefix: string
  readonly suffix: string
  readonly start: number
  /** How many levels the number shows: 2 for `3.1`. */
  readonly shown: number
}

/** The numbers of a text's lists, asked for in the order of the text. */
export class OdfNumbers {
  private readonly styles = new Map<string, ReadonlyMap<number, Level>>()
  /** By style, and by the list's own id: the counts of a list, level by level. */
  private readonly counts = new Map<string, number[]>()

  /** @param roots content and styles of the file */
  constructor(roots: readonly Root[]) {
    for (const root of roots)
      for (const element of elementsOf(root)) {
        const name = element.attributes['style:name']
        if (element.name === 'text:list-style' && name != null) this.styles.set(name, levelsOf(element))
      }
  }

  /** Counts the items of an outermost list, those within them too. @returns the number of an item, or an empty text */
  begin(list: Element): (item: Element, level: number) => string {
    const style = list.attributes['text:style-name'] ?? ''
    const levels = this.styles.get(style)
    const before = list.attributes['text:continue-list'] ?? null
    const goesOn = before !== null || list.attributes['text:continue-numbering'] === 'true'
    const counts = (goesOn ? this.counts.get(before ?? style) : undefined) ?? []
    for (const key of [style, list.attributes['xml:id']]) if (key != null) this.counts.set(key, counts)
    return (item, level) => {
      const own = levels?.get(level)
      if (own === undefined) return ''
      const given = Number.parseInt(item.attributes['text:start-value'] ?? '', 10)
      counts.length = Math.min(counts.length, level)
      for (let at = counts.length; at < level; at++)
        counts[at] = (levels?.get(at + 1)?.start ?? 1) - (at === level - 1 ? 1 : 0)
      counts[level - 1] = Number.isNaN(given) ? (counts[level - 1] ?? 0) + 1 : given
      return written(levels as ReadonlyMap<number, Level>, counts, level)
    }
  }
}

function written(levels: ReadonlyMap<number, Level>, counts: readonly number[], level: number): string {
  const { form, prefix, suffix, shown } = levels.get(level) as Level // that of the item
  if (form === '') return ''
  const numbers = []
  for (let at = Math.max(1, level - shown + 1); at <= level; at++) {
    const of = levels.get(at)?.form ?? ''
    if (of !== '') numbers.push(numberLike(of, counts[at - 1] ?? 1))
  }
  return `${prefix}${numbers.join('.')}${suffix}`.trim()
}

function levelsOf(style: Element): Map<number, Level> {
  const levels = new Map<number, Level>()
  for (const child of style.children) {
    if (child.type !== 'element' || child.name !== 'text:list-level-style-number') continue
    const { attributes } = child
    levels.set(Number(attributes['text:level'] ?? 1), {
      form: attributes['style:num-format'] ?? '',
      prefix: attributes['style:num-prefix'] ?? '',
      suffix: attributes['style:num-suffix'] ?? '',
      start: Number(attributes['text:start-value'] ?? 1),
      shown: Number(attributes['text:display-levels'] ?? 1),
    })
  }
  return levels
}
