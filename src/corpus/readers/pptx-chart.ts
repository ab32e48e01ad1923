// What does a chart of a slide show? The figures that it was drawn from, as a table: a row for each category, a column for each series.
import type { Element } from 'xast'
import { shownNumber } from './xlsx-forms.ts'
import { elementsOf, textOf } from './xml.ts'

/** Rows of the chart's figures, the first with the names of the series; none where it keeps no figures. */
export function chartRows(chart: Element): string[][] {
  const series = [...elementsOf(chart)].filter(({ name }) => name === 'c:ser')
  const columns = series.flatMap(one => columnsOf(one))
  const categories = series.map(one => valuesIn(one, 'c:cat')).find(values => values.size > 0) ?? new Map()
  const places = new Set([...categories.keys(), ...columns.flatMap(({ values }) => [...values.keys()])])
  if (columns.length === 0 || places.size === 0) return []
  const rows = [...places]
    .sort((a, b) => a - b)
    .map(place => [categories.get(place) ?? '', ...columns.map(({ values }) => values.get(place) ?? '')])
  const head = ['', ...columns.map(({ title }) => title)]
  return categories.size === 0 ? [head, ...rows].map(row => row.slice(1)) : [head, ...rows]
}

interface Column {
  readonly title: string
  readonly values: ReadonlyMap<number, string>
}

/** Where points lie by two figures, each has a column; so has the size of a bubble. */
function columnsOf(series: Element): Column[] {
  const title = [...valuesIn(series, 'c:tx').values()].join(' ')
  return ['c:xVal', 'c:val', 'c:yVal', 'c:bubbleSize'].flatMap(name => {
    const values = valuesIn(series, name)
    return values.size === 0 ? [] : [{ title: name === 'c:xVal' ? '' : title, values }]
  })
}

/** By their place in the series. Categories of several levels are joined, the outer one first. */
function valuesIn(series: Element, name: string): Map<number, string> {
  const values = new Map<number, string>()
  const part = series.children.find(
    (child): child is Element => child.type === 'element' && child.name === name,
  )
  if (part === undefined) return values
  const elements = [...elementsOf(part)]
  const literal = elements.find(element => element.name === 'c:v')
  const points = elements.filter(element => element.name === 'c:pt')
  if (points.length === 0 && literal !== undefined) return values.set(0, textOf(literal))
  const code = elements.find(element => element.name === 'c:formatCode')
  const isNumber = elements.some(element => element.name === 'c:numCache' || element.name === 'c:numLit')
  for (const point of points) {
    const place = Number(point.attributes['idx'])
    const own = [...elementsOf(point)].find(element => element.name === 'c:v')
    if (own === undefined || !Number.isInteger(place)) continue
    const form = point.attributes['formatCode'] ?? (code === undefined ? 'General' : textOf(code))
    const shown = isNumber ? asShown(textOf(own), form) : textOf(own)
    const inner = values.get(place)
    values.set(place, inner === undefined ? shown : `${shown}, ${inner}`)
  }
  return values
}

function asShown(value: string, code: string): string {
  const number = Number(value)
  return value === '' || !Number.isFinite(number) ? value : shownNumber(number, code)
}
