// Here is a file of JSON, give me its documents: those of a list of objects, of a list inside an object, or the one object.
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Problem } from '../../domain/document.ts'
import { decode } from '../decode.ts'
import { jsonValue } from '../front-matter/json.ts'
import { LineIndex } from '../line-index.ts'
import { fieldOf, metadataKey } from '../metadata-keys.ts'
import { factsOf } from '../record.ts'
import { type Fact, type Rendition, UnreadableError } from '../rendition.ts'
import { missingText, readObject } from './json-document.ts'
import { readJsonLines, refused } from './json-lines.ts'
import { DEFAULT_JSON_FIELDS, findLongText, findText, type JsonFields } from './json-record.ts'

/** Bytes of the largest file that is read: it is held in memory as a whole, which lines of JSON are not. */
const LARGEST = 64 * 1024 * 1024

/** Objects in objects that are looked into for lists of documents. */
const DEEPEST = 3

/** @throws {UnreadableError} */
export function readJson(bytes: Uint8Array, fields: JsonFields = DEFAULT_JSON_FIELDS): Rendition[] {
  if (bytes.length > LARGEST)
    throw new UnreadableError(
      'large-file',
      `The file has ${Math.round(bytes.length / 1e6)} MB; a file of JSON may have ${Math.round(LARGEST / 1e6)}. It was left out; save it as JSON Lines (.jsonl), one object a line.`,
    )
  const decoded = decode(bytes)
  if (!decoded.ok) throw new UnreadableError(decoded.rule, decoded.message)
  if (decoded.text.replace(/^\uFEFF/u, '').trim() === '') return []
  const file = new JsonFile(decoded.text, decoded.encoding === 'utf-8')
  if (file.isLines) return readJsonLines(bytes, undefined, fields)
  const renditions = file.read(fields)
  return decoded.problems.length === 0
    ? renditions
    : [{ ...refused('', 1, ''), problems: decoded.problems }, ...renditions]
}

class JsonFile {
  private readonly text: string
  private readonly isUtf8: boolean
  private readonly root: Node | undefined
  private readonly errors: ParseError[] = []
  private readonly lines: LineIndex

  /** @throws {UnreadableError} */
  constructor(text: string, isUtf8: boolean) {
    this.text = text
    this.isUtf8 = isUtf8
    this.lines = new LineIndex(text)
    try {
      this.root = parseTree(text.replace(/^\uFEFF/u, ' '), this.errors, { disallowComments: true })
    } catch (error) {
      if (error instanceof RangeError)
        throw new UnreadableError('bad-json', 'The file is nested too deeply. It was left out.')
      throw error
    }
  }

  /** Whether another object follows the first on a line of its own: many programs call lines of JSON so. */
  get isLines(): boolean {
    const { root, text } = this
    return root?.type === 'object' && /^[ \t\r]*\n\s*\{/u.test(text.slice(root.offset + root.length))
  }

  /** @throws {UnreadableError} */
  read(fields: JsonFields): Rendition[] {
    const { root } = this
    if (
      root?.type === 'array' &&
      root.children?.some(child => child.type === 'object' && findText(child, fields))
    )
      return [...this.readList([root], [], fields), ...this.faultsOutside([root])]
    if (root?.type === 'object' && findLongText(root, fields) !== null) return [this.readOnly(root, fields)]
    const lists = root?.type === 'object' ? listsIn(root, fields) : []
    if (root !== undefined && lists.length > 0) {
      const { facts, left } = beside(root, lists, this.text)
      const read = this.readList(lists, facts, fields)
      const message = `${left.map(key => `“${key}”`).join(', ')} stand beside the documents of the file and say nothing of them that Lede knows. They were left out.`
      if (left.length > 0) read.push(warning('beside-documents', 1, message))
      return [...read, ...this.faultsOutside(lists)]
    }
    const [first] = this.errors
    if (first !== undefined)
      throw new UnreadableError('bad-json', `${this.say(first)} The file was left out.`)
    return [
      warning(
        'no-text',
        1,
        `No object of the file has a text: ${missingText(fields)} The file was left out.`,
      ),
    ]
  }

  private readOnly(root: Node, fields: JsonFields): Rendition {
    const [first] = this.errors
    if (first !== undefined)
      throw new UnreadableError('bad-json', `${this.say(first)} The file was left out.`)
    const rendition = this.readNode(root, '', fields, new Set())
    const id = rendition.part ?? ''
    const isSaid = id === '' || rendition.facts.some(([, values]) => values.includes(id))
    return { ...rendition, part: null, facts: isSaid ? rendition.facts : [['id', [id]], ...rendition.facts] }
  }

  /** What is wrong with one object is told in a rendition without text. */
  private readList(lists: readonly Node[], facts: readonly Fact[], fields: JsonFields): Rendition[] {
    const told = new Set<string>()
    const errors = [...this.errors]
    return itemsOf(lists).map((item, at) => {
      const line = this.lines.lineAt(item.offset)
      try {
        while ((errors[0]?.offset ?? item.offset) < item.offset) errors.shift()
        const [error] = errors
        if (error !== undefined && error.offset < item.offset + item.length)
          throw new UnreadableError('bad-json', `${this.say(error)} The object was left out.`)
        if (item.type !== 'object')
          throw new UnreadableError('bad-json', `Item ${at + 1} is no object, {"…": …}. It was left out.`)
        const read = this.readNode(item, `item-${at + 1}`, fields, told)
        return { ...read, fallbacks: [...(read.fallbacks ?? []), ...facts] }
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error
        return refused(error.rule, line, error.message)
      }
    })
  }

  private readNode(node: Node, part: string, fields: JsonFields, told: Set<string>): Rendition {
    const json = this.text.slice(node.offset, node.offset + node.length)
    const place = { start: node.offset, line: this.lines.lineAt(node.offset) }
    return readObject(json, parseTree(json) as Node, place, part, fields, told)
  }

  /** What is wrong between and after the objects of lists: of the file the rest may be missing. */
  private faultsOutside(lists: readonly Node[]): Rendition[] {
    const items = itemsOf(lists)
    const [error] = this.errors.filter(({ offset }) =>
      items.every(item => offset < item.offset || offset >= item.offset + item.length),
    )
    if (error === undefined) return []
    return [
      refused(
        'bad-json',
        this.lines.lineAt(error.offset),
        `${this.say(error)} What could be read was read; the file may have lost a part.`,
      ),
    ]
  }

  private say({ error, offset }: ParseError): string {
    const what = printParseErrorCode(error)
      .replace(/([a-z])([A-Z])/gu, '$1 $2')
      .toLowerCase()
    const at = this.isUtf8 ? `Byte ${Buffer.byteLength(this.text.slice(0, offset))}` : `Character ${offset}`
    return `${at} (line ${this.lines.lineAt(offset)}) is not JSON: ${what}.`
  }
}

/** The lists of documents nearest to the top: `{articles: [{text: …}]}`, `{hits: {hits: [{_source: {text: …}}]}}`. */
function listsIn(root: Node, fields: JsonFields): Node[] {
  let level = [root]
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const values = level.flatMap(({ children = [] }) =>
      children.flatMap(({ children: pair }) => pair?.[1] ?? []),
    )
    const lists = values.filter(
      ({ type, children }) =>
        type === 'array' &&
        children?.some(child => child.type === 'object' && findLongText(child, fields) !== null),
    )
    if (lists.length > 0) return lists
    level = values.filter(({ type }) => type === 'object')
  }
  return []
}

/** What the objects around lists say of all their documents, and the keys of what else they hold. */
function beside(root: Node, lists: readonly Node[], text: string): { facts: Fact[]; left: string[] } {
  const facts: Fact[] = []
  const left: string[] = []
  const visit = (object: Node): void => {
    for (const { children: [key, value] = [] } of object.children ?? []) {
      if (value === undefined || lists.includes(value) || value.type === 'null') continue
      const name = String(key?.value)
      if (value.type === 'object' && lists.some(list => isWithin(list, value))) visit(value)
      else if (value.type !== 'object' && fieldOf(metadataKey(name)) !== null)
        facts.push(...factsOf(name, jsonValue(value, text)))
      else left.push(name)
    }
  }
  visit(root)
  return { facts, left }
}

function itemsOf(lists: readonly Node[]): Node[] {
  return lists.flatMap(({ children = [] }) => children)
}

function isWithin(inner: Node, outer: Node): boolean {
  return inner.offset >= outer.offset && inner.offset < outer.offset + outer.length
}

function warning(rule: string, line: number, message: string): Rendition {
  const problem: Omit<Problem, 'path'> = { severity: 'warning', rule, line, message }
  return { ...refused(rule, line, message), problems: [problem] }
}
