// Here is a file, give me a document: its text, its blocks with their roles, its metadata.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Root, RootContent } from 'mdast'
import type { BoilerplateReason, DocumentMetadata, Problem } from '../domain/document.ts'
import { DEFAULT_LABELS, isSeparator, readArticleHead } from './article-head.ts'
import { findBoilerplate } from './boilerplate.ts'
import { decode } from './decode.ts'
import type { SourceFile } from './discover.ts'
import { readFrontMatter } from './front-matter.ts'
import { parseMarkdown } from './markdown.ts'
import { MetadataBuilder, metadataKey } from './metadata.ts'

/** What a top-level block is for; blocks without a role are body. */
export type BlockRole =
  | { readonly role: 'metadata' | 'standfirst' | 'separator' }
  | { readonly role: 'boilerplate'; readonly reason: BoilerplateReason }

export interface SourceDocument {
  readonly id: string
  readonly path: string
  /** The decoded file: what offsets count in. */
  readonly source: string
  readonly root: Root
  readonly roles: ReadonlyMap<RootContent, BlockRole>
  readonly metadata: DocumentMetadata
}

export interface ReadOptions {
  /** Labels of the article's head beside the default ones. */
  readonly labels?: readonly string[]
  /** Patterns of boilerplate beside the default ones. */
  readonly boilerplate?: readonly RegExp[]
}

export interface ReadResult {
  /** Null where the file cannot be read as a document; `problems` says why. */
  readonly document: SourceDocument | null
  readonly bytes: Uint8Array | null
  readonly problems: readonly Problem[]
}

/** Reads one file. Never throws for what is in the file: what is wrong with it is in `problems`. */
export async function readDocument(file: SourceFile, options: ReadOptions = {}): Promise<ReadResult> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(file.absolutePath)
  } catch (error) {
    const message = `The file cannot be read: ${(error as Error).message}. It was left out.`
    return failure(file, null, 'unreadable-file', message)
  }
  const decoded = decode(bytes)
  if (!decoded.ok) return failure(file, bytes, decoded.rule, decoded.message)
  if (decoded.text.replace(/^\uFEFF/u, '').trim() === '') {
    const message = 'The file is empty. It was left out.'
    const problem: Problem = { severity: 'warning', rule: 'empty-file', path: file.path, message }
    return { document: null, bytes, problems: [problem] }
  }
  try {
    const { document, problems } = interpretDocument(file, decoded.text, options)
    return { document, bytes, problems }
  } catch (error) {
    const message = `The Markdown cannot be interpreted (${(error as Error).message}). It was left out; please report this file.`
    return failure(file, bytes, 'uninterpretable-file', message)
  }
}

/** Reads a document from its decoded text. */
export function interpretDocument(
  file: Pick<SourceFile, 'id' | 'path'>,
  source: string,
  options: ReadOptions = {},
): { document: SourceDocument; problems: readonly Problem[] } {
  let root = parseMarkdown(source)
  const metadata = new MetadataBuilder(file.path)
  const roles = new Map<RootContent, BlockRole>()
  const first = root.children[0]
  if (first?.type === 'yaml') {
    if (readFrontMatter(first, file.path, metadata)) roles.set(first, { role: 'metadata' })
    else root = parseMarkdown(source, false)
  }
  const labels = new Set([...DEFAULT_LABELS, ...(options.labels ?? [])].map(metadataKey))
  for (const [block, role] of readArticleHead(root, source, labels, metadata)) roles.set(block, { role })
  const body = root.children.filter(block => !roles.has(block))
  for (const [block, reason] of findBoilerplate(body, source, options.boilerplate ?? [])) {
    roles.set(block, { role: 'boilerplate', reason })
  }
  for (const block of body) {
    if (!roles.has(block) && isSeparator(block, source)) roles.set(block, { role: 'separator' })
  }
  const document: SourceDocument = {
    id: file.id,
    path: file.path,
    source,
    root,
    roles,
    metadata: metadata.build(titleFromPath(file.path)),
  }
  return { document, problems: metadata.problems }
}

function titleFromPath(path: string): string {
  return basename(path)
    .replace(/\.[^.]+$/u, '')
    .replace(/[_-]+/gu, ' ')
}

function failure(file: SourceFile, bytes: Uint8Array | null, rule: string, message: string): ReadResult {
  return { document: null, bytes, problems: [{ severity: 'error', rule, path: file.path, message }] }
}
