// How does one more item come into a list of a YAML file that a person writes? After the others; whatever else stands in the file stays as it is.
import { isSeq, parseDocument, stringify } from 'yaml'

/** The item as the lines of a file that says nothing else. */
export function listWithItem(key: string, item: object): string {
  return stringify({ [key]: [item] }, { lineWidth: 0 })
}

/** The text of a file with one item more in the list under a key; the caller reads it to see that it says what was meant. */
export function withListItem(text: string, key: string, item: object): string {
  const file = parseDocument(text, { schema: 'core' })
  const list = file.get(key, true)
  if (isSeq(list) && list.flow !== true && list.range != null) {
    const start = text.lastIndexOf('\n', list.range[0] - 1) + 1
    const indent = text.slice(start, list.range[0])
    // Behind the last entry, before comments that follow it.
    const last = text.slice(0, list.range[1]).trimEnd().length
    const ending = text.indexOf('\n', last)
    const at = ending === -1 ? text.length : ending + 1
    return `${withLineEnd(text.slice(0, at))}${indented(stringify([item], { lineWidth: 0 }), indent)}${text.slice(at)}`
  }
  if (!file.has(key)) return `${withLineEnd(text)}${listWithItem(key, item)}`
  const items: unknown = isSeq(list) ? list.toJSON() : []
  file.set(key, file.createNode([...(Array.isArray(items) ? items : []), item]))
  return file.toString({ lineWidth: 0 })
}

function withLineEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

function indented(lines: string, indent: string): string {
  return lines.replaceAll(/^(?=.)/gmu, indent)
}
