// How does a Word file count its paragraphs? What numbering.xml and styles.xml say of lists, their levels and the styles that are in lists.
import type { Element, Root } from 'xast'
import { elementsOf, parseXml } from './xml.ts'

export interface Level {
  readonly start: number
  readonly format: string
  /** `%1.%2)`: `%1` stands for the number of the first level. */
  readonly text: string
  /** The level after which it begins again at 1, 1-based; 0 for never. */
  readonly restartsAfter: number | null
  readonly isDecimal: boolean
  readonly hasSpace: boolean
}

export interface NumberedList {
  /** Lists that count on together. */
  readonly counter: string
  readonly levels: ReadonlyMap<number, Level>
  /** Where the list begins when it is first used. */
  readonly starts: ReadonlyMap<number, number>
}

export interface Numbering {
  readonly lists: ReadonlyMap<string, NumberedList>
  /** Of paragraph styles: the list and level that they give. */
  readonly styles: ReadonlyMap<
    string,
    { readonly list: string | null; readonly level: number | null; readonly parent: string | null }
  >
  readonly levelOfStyle: ReadonlyMap<string, number>
}

export function readNumbering(xml: string, stylesXml: string | null): Numbering {
  const root = parseXml(xml, 'numbering.xml')
  const levelOfStyle = new Map<string, number>()
  const abstract = new Map<string, ReadonlyMap<number, Level>>()
  for (const element of all(root, 'w:abstractNum')) {
    for (const level of all(element, 'w:lvl')) {
      const style = value(level, 'w:pStyle')
      if (style !== null) levelOfStyle.set(style, Number(attributeOf(level, 'w:ilvl') ?? 0))
    }
    abstract.set(attributeOf(element, 'w:abstractNumId') ?? '', levelsOf(element))
  }
  const styles = readStyles(stylesXml)
  const numbers = all(root, 'w:num')
  // A list may be that of a style, which another list defines.
  const linked = new Map(
    all(root, 'w:abstractNum').flatMap(element => {
      const list = styles.get(value(element, 'w:numStyleLink') ?? '')?.list ?? null
      const num = list === null ? undefined : numbers.find(other => attributeOf(other, 'w:numId') === list)
      return num === undefined
        ? []
        : [[attributeOf(element, 'w:abstractNumId') ?? '', value(num, 'w:abstractNumId') ?? ''] as const]
    }),
  )
  const lists = new Map<string, NumberedList>()
  for (const num of numbers) {
    const counter = linked.get(value(num, 'w:abstractNumId') ?? '') ?? value(num, 'w:abstractNumId') ?? ''
    const starts = new Map<number, number>()
    const levels = new Map(abstract.get(counter))
    for (const override of all(num, 'w:lvlOverride')) {
      const level = Number(attributeOf(override, 'w:ilvl') ?? 0)
      const start = value(override, 'w:startOverride')
      if (start !== null) starts.set(level, Number(start))
      for (const [own, given] of levelsOf(override)) levels.set(own, given)
    }
    lists.set(attributeOf(num, 'w:numId') ?? '', { counter, levels, starts })
  }
  return { lists, styles, levelOfStyle }
}

function readStyles(xml: string | null): Numbering['styles'] {
  return new Map(
    (xml === null ? [] : all(parseXml(xml, 'styles.xml'), 'w:style')).map(style => {
      const level = value(style, 'w:ilvl')
      return [
        attributeOf(style, 'w:styleId') ?? '',
        {
          list: value(style, 'w:numId'),
          level: level === null ? null : Number(level),
          parent: value(style, 'w:basedOn'),
        },
      ]
    }),
  )
}

function levelsOf(element: Element): Map<number, Level> {
  return new Map(
    all(element, 'w:lvl').map(level => {
      const restart = value(level, 'w:lvlRestart')
      return [
        Number(attributeOf(level, 'w:ilvl') ?? 0),
        {
          start: Number(value(level, 'w:start') ?? 1),
          format: value(level, 'w:numFmt') ?? 'decimal',
          text: value(level, 'w:lvlText') ?? '',
          restartsAfter: restart === null ? null : Number(restart),
          isDecimal: all(level, 'w:isLgl').length > 0,
          hasSpace: value(level, 'w:suff') !== 'nothing',
        },
      ]
    }),
  )
}

function value(element: Element, name: string): string | null {
  const [found] = all(element, name)
  return found === undefined ? null : attributeOf(found, 'w:val')
}

function attributeOf(element: Element, name: string): string | null {
  return element.attributes[name] ?? null
}

function all(node: Root | Element, name: string): Element[] {
  return [...elementsOf(node)].filter(element => element.name === name)
}
