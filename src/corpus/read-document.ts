// Here is a file, give me its documents: their text, their blocks with their roles, their metadata.
import { basename } from 'node:path'
import type { Root, RootContent } from 'mdast'
import { DATE_FROM, type DocumentMetadata, type Problem, type SourceSpan } from '../domain/document.ts'
import { slug } from '../domain/ids.ts'
import { reasonOf } from '../domain/reason.ts'
import { type ConvertLimits, convert, DEFAULT_LIMITS } from './convert.ts'
import type { SourceFile } from './discover.ts'
import { readFileName } from './file-name.ts'
import { endingOf, type Format, formatOf, isConverted } from './formats.ts'
import { readFrontMatter } from './front-matter/read.ts'
import { LineIndex, lastAtOrBefore } from './line-index.ts'
import { MetadataBuilder } from './metadata.ts'
import { createRecognise, type PagesRead } from './ocr/recognise.ts'
import { RECOGNITION_OFF } from './ocr/recognition.ts'
import { DEFAULT_OCR, type OcrSettings } from './ocr/settings.ts'
import { readBytes } from './read-bytes.ts'
import { readJson } from './readers/json.ts'
import { readJsonLines } from './readers/json-lines.ts'
import { DEFAULT_JSON_FIELDS, type JsonFields } from './readers/json-record.ts'
import { readPlainFile } from './readers/plain-file.ts'
import {
  type PageStart,
  type RecognisedWord,
  type Rendition,
  type RowStart,
  type TimeStart,
  UnreadableError,
} from './rendition.ts'
import type { BlockRole, BlockRoles, Suspect } from './roles/block-role.ts'
import { labelBlocks } from './roles/label-blocks.ts'
import { setTemplatesApart } from './roles/templates.ts'
import { createRules, type RuleSet } from './rules/rule-set.ts'

export interface SourceDocument {
  readonly id: string
  readonly path: string
  /** What offsets count in: the decoded file, or the text that was extracted from it. */
  readonly source: string
  readonly root: Root
  /** Of top-level blocks; blocks without a role are body. */
  readonly roles: BlockRoles
  readonly suspects: ReadonlyMap<RootContent, Suspect>
  readonly metadata: DocumentMetadata
  /** The place in the file of a place in `source`. */
  readonly locate: (start: number, end: number) => SourceSpan
  /** Words that were recognised on pictures, in order of their places in `source`. */
  readonly recognised?: readonly RecognisedWord[]
}

export interface ReadOptions {
  /** What decides which block is what; Lede's own rules unless given. */
  readonly rules?: RuleSet
  /** What one file may take to be read. */
  readonly limits?: ConvertLimits
  /** Where in a JSON object which part of a document stands. */
  readonly jsonFields?: JsonFields
  /** How pictures of text are read; null where they are not. */
  readonly ocr?: OcrSettings | null
  /** Is told of each page that was recognised. */
  readonly onPages?: (file: SourceFile, done: number, total: number) => void
}

export interface ReadResult {
  /** None where the file cannot be read; `problems` says why. */
  readonly documents: readonly SourceDocument[]
  readonly bytes: Uint8Array | null
  readonly problems: readonly Problem[]
  /** Names of files inside the file that were left out because of their formats. */
  readonly leftOut?: readonly string[]
  /** Whether what it became rests on what recognises text, or would if there were anything that does. */
  readonly restsOnRecognition?: true
}

/** Reads one file. Never throws for what is in the file: what is wrong with it is in `problems`. */
export async function readDocuments(file: SourceFile, options: ReadOptions = {}): Promise<ReadResult> {
  let bytes: Uint8Array
  try {
    bytes = await readBytes(file)
  } catch (error) {
    return failure(
      file,
      null,
      'unreadable-file',
      `The file cannot be read: ${reasonOf(error)}. It was left out.`,
    )
  }
  if (bytes.length === 0) return empty(file, bytes)
  try {
    const renditions = await renditionsOf(file, bytes, options)
    const problems: Problem[] = []
    const documents: SourceDocument[] = []
    for (const rendition of renditions) {
      const isBlank = rendition.source.replace(/^\uFEFF/u, '').trim() === ''
      const read = isBlank ? null : interpret(file, rendition, options)
      problems.push(...(rendition.problems ?? []).map(problem => ({ ...problem, path: file.path })))
      problems.push(...(read?.problems ?? []))
      if (read !== null) documents.push(read.document)
    }
    if (documents.length === 0 && problems.length === 0) return empty(file, bytes)
    const leftOut = renditions.flatMap(rendition => rendition.leftOut ?? [])
    return {
      documents,
      bytes,
      problems,
      ...(leftOut.length === 0 ? {} : { leftOut }),
      ...(renditions.some(({ restsOnRecognition }) => restsOnRecognition)
        ? { restsOnRecognition: true }
        : {}),
    }
  } catch (error) {
    if (error instanceof UnreadableError) return failure(file, bytes, error.rule, error.message)
    const message = `The file cannot be interpreted (${reasonOf(error)}). It was left out; please report this file.`
    return failure(file, bytes, 'uninterpretable-file', message)
  }
}

/** @throws {UnreadableError} */
async function renditionsOf(
  file: SourceFile,
  bytes: Uint8Array,
  { limits = DEFAULT_LIMITS, jsonFields = DEFAULT_JSON_FIELDS, ocr = DEFAULT_OCR, onPages }: ReadOptions,
): Promise<readonly Rendition[]> {
  const format: Format = formatOf(file.path) ?? (endingOf(file.path) === '' ? 'text' : 'markdown')
  if (format === 'json-lines') return readJsonLines(bytes, file.slice, jsonFields)
  if (format === 'json') return readJson(bytes, jsonFields)
  if (isConverted(format)) {
    const tell: PagesRead = (done, total) => onPages?.(file, done, total)
    const recognise = ocr === null ? RECOGNITION_OFF : createRecognise(ocr, limits, tell)
    return convert(format, basename(file.path), bytes, { limits, recognise, jsonFields })
  }
  return [readPlainFile(format, bytes)]
}

/** Reads a document from a rendition. */
export function interpret(
  file: Pick<SourceFile, 'id' | 'path'>,
  rendition: Rendition,
  options: ReadOptions = {},
): { document: SourceDocument; problems: readonly Problem[] } {
  const { source, part, inside, facts, fallbacks = [] } = rendition
  const metadata = new MetadataBuilder(file.path)
  const firstLine = rendition.locate?.(0, 0).line ?? 1
  for (const [label, values] of facts) metadata.add(label, values, firstLine)
  const roles = new Map<RootContent, BlockRole>()
  const first = rendition.root.children[0]
  if (first?.type === 'yaml') {
    readFrontMatter(first, file.path, metadata)
    roles.set(first, FRONT_MATTER)
  }
  const { title, authors, language } = metadata.known
  const rules = (options.rules ?? defaultRules()).forLanguage(language)
  const root = setTemplatesApart(rendition.root, source, rules)
  const labelled = labelBlocks(root.children, {
    source,
    title,
    authors,
    language,
    rules,
    isHeadless: rendition.isHeadless === true,
  })
  for (const [block, role] of labelled.roles) if (!roles.has(block)) roles.set(block, role)
  for (const { label, values, line } of labelled.facts) metadata.add(label, values, line)
  // A record of a file is no file: its name says nothing of it.
  const named = part === (inside ?? null) ? readFileName(inside ?? file.path) : null
  if (named !== null && !metadata.hasDate) {
    metadata.addDate('date', named.date, 1)
    metadata.add(DATE_FROM, ['file name'], 1)
  }
  for (const [label, values, from] of fallbacks) {
    const isDated = metadata.hasDate
    metadata.addIfMissing(label, values)
    if (from !== undefined && !isDated && metadata.hasDate) metadata.add(DATE_FROM, [from], 1)
  }
  const document: SourceDocument = {
    id: part === null ? file.id : `${file.id}/${slug(part)}`,
    path: file.path,
    source,
    root,
    roles,
    suspects: labelled.suspects,
    metadata: metadata.build(
      named?.title ?? (inside === undefined ? titleFromPath(file.path) : titleInside(inside)),
    ),
    locate: locator(file.path, rendition),
    ...(rendition.recognised === undefined ? {} : { recognised: rendition.recognised }),
  }
  return { document, problems: metadata.problems }
}

const FRONT_MATTER: BlockRole = {
  role: 'metadata',
  reason: 'front-matter',
  rule: 'head/front-matter',
  signals: ['form', 'start'],
  isPassage: false,
}

let ownRules: RuleSet | null = null

/** Lede's own rules, read when first needed. */
function defaultRules(): RuleSet {
  ownRules ??= createRules()
  return ownRules
}

function locator(path: string, rendition: Rendition): SourceDocument['locate'] {
  const { source, pages, rows, times, inside, locate } = rendition
  const lines = locate === undefined ? new LineIndex(source) : null
  const within = inside === undefined ? {} : { part: inside }
  const hasSheets = new Set(rows?.map(({ sheet }) => sheet)).size > 1
  return (start, end) => {
    const last = Math.max(start, end - 1)
    const place =
      locate === undefined
        ? { start, end, line: lines?.lineAt(start) ?? 1, endLine: lines?.lineAt(last) ?? 1 }
        : locate(start, end)
    return {
      path,
      ...place,
      ...(pages === undefined ? {} : { page: pageAt(pages, start), endPage: pageAt(pages, last) }),
      ...rowsAt(rows, start, last, hasSheets),
      ...timesAt(times, start, last),
      ...within,
    }
  }
}

/** The last of what begins at offsets, in order, that begins at an offset or before it. */
function startAt<T extends { readonly at: number }>(starts: readonly T[], offset: number): T | undefined {
  const found = starts[lastAtOrBefore(starts.length, at => starts[at]?.at ?? 0, offset)]
  return found !== undefined && found.at <= offset ? found : undefined
}

function pageAt(pages: readonly PageStart[], offset: number): number {
  return (startAt(pages, offset) ?? pages[0])?.page ?? 1
}

/** No row of what stands in none: the name of a sheet, its comments. The sheet where there are several. */
function rowsAt(
  rows: readonly RowStart[] | undefined,
  start: number,
  last: number,
  hasSheets: boolean,
): Pick<SourceSpan, 'row' | 'endRow' | 'sheet'> {
  const from = rows && startAt(rows, start)
  const row = from?.row ?? null
  const endRow = (rows && startAt(rows, last)?.row) ?? null
  return {
    ...(row === null || endRow === null ? {} : { row, endRow }),
    ...(hasSheets && from?.sheet !== undefined ? { sheet: from.sheet } : {}),
  }
}

function timesAt(
  times: readonly TimeStart[] | undefined,
  start: number,
  last: number,
): Pick<SourceSpan, 'time' | 'endTime'> {
  const from = times && startAt(times, start)
  const to = times && startAt(times, last)
  return from === undefined || to === undefined ? {} : { time: from.time, endTime: to.endTime }
}

function titleFromPath(path: string): string {
  return basename(path, endingOf(path)).replace(/[_-]+/gu, ' ').trim()
}

/** What lies in a file may be no file: `message 3`, the address of a capture. */
function titleInside(name: string): string {
  return formatOf(name) === null ? basename(name) : titleFromPath(name)
}

function empty(file: SourceFile, bytes: Uint8Array): ReadResult {
  const message = 'The file is empty. It was left out.'
  return {
    documents: [],
    bytes,
    problems: [{ severity: 'warning', rule: 'empty-file', path: file.path, message }],
  }
}

function failure(file: SourceFile, bytes: Uint8Array | null, rule: string, message: string): ReadResult {
  return { documents: [], bytes, problems: [{ severity: 'error', rule, path: file.path, message }] }
}
