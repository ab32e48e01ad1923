// Small corpora, bundles and servers for tests: real files in a temporary folder, removed at the end.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import type { BuildConfig } from '../../src/build/config.ts'
import type { BuildReport } from '../../src/build/options.ts'
import type { EngineName } from '../../src/bundle/manifest.ts'
import { type Bundle, openBundle } from '../../src/bundle/open-bundle.ts'
import { interpret, readDocuments, type SourceDocument } from '../../src/corpus/read-document.ts'
import { markdownRendition } from '../../src/corpus/readers/plain-file.ts'
import type { Passage, Problem } from '../../src/domain/document.ts'
import { type Split, splitPassages } from '../../src/passages/split-passages.ts'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The shared test data, or null where it is not at hand. */
export const SHARED = [process.env['LEDE_SHARED'], join(ROOT, '../shared')].find(
  path => path !== undefined && existsSync(join(path, 'data/article.md')),
)

/** @param onEnd when it is removed: at the end of the test, or in a hook of many tests `afterAll` */
export async function temporaryFolder(
  onEnd: (remove: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lede-test-'))
  onEnd(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export type Files = Readonly<Record<string, string | Uint8Array>>

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
}

export interface Built {
  readonly folder: string
  readonly corpus: string
  readonly out: string
  readonly report: BuildReport
  readonly bundle: Bundle
}

/**
 * Builds and opens a bundle of the files.
 * @param onEnd as for `temporaryFolder`
 * @param beside files beside the folder of documents
 */
export async function build(
  files: Files,
  config?: BuildConfig,
  onEnd?: (remove: () => Promise<void>) => void,
  { engine, beside = {} }: { readonly engine?: EngineName; readonly beside?: Files } = {},
): Promise<Built> {
  const folder = await temporaryFolder(onEnd)
  const corpus = join(folder, 'corpus')
  const out = join(folder, 'index')
  await mkdir(corpus)
  await writeFiles(corpus, files)
  await writeFiles(folder, beside)
  const report = await buildBundle({
    sources: [corpus],
    out,
    ...(config === undefined ? {} : { config }),
    ...(engine === undefined ? {} : { engine }),
  })
  return { folder, corpus, out, report, bundle: await openBundle(out) }
}

/** A document read from its Markdown. */
export function interpretMarkdown(source: string): {
  document: SourceDocument
  problems: readonly Problem[]
} {
  return interpret({ id: 'doc', path: 'doc.md' }, markdownRendition(source))
}

/** A document read from its text, split. */
export function split(source: string, maxWords?: number): Split & { readonly document: SourceDocument } {
  const { document } = interpretMarkdown(source)
  return { ...splitPassages(document, maxWords === undefined ? {} : { maxWords }), document }
}

/** The one document of a file, split; read by the ending of its name. */
export async function splitFile(
  name: string,
  source: string,
): Promise<Split & { readonly document: SourceDocument }> {
  const path = join(await temporaryFolder(), name)
  await writeFile(path, source)
  const { documents } = await readDocuments({ id: 'doc', path: name, absolutePath: path })
  const [document] = documents
  if (document === undefined) throw new Error(`${name} is no document`)
  return { ...splitPassages(document), document }
}

export function passagesOf(bundle: Bundle): Passage[] {
  return Array.from({ length: bundle.records.size }, (_, index) => bundle.records.passage(index))
}
