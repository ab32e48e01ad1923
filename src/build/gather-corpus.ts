// Here are the files of a corpus: prepares each, keeps it in the spool, and adds up what rests on all of them.
import { createHash } from 'node:crypto'
import { DEFAULT_LANGUAGE } from '../analysis/languages.ts'
import type { BundleClaim } from '../bundle/publish.ts'
import type { Discovery, SourceFile } from '../corpus/discover.ts'
import { DocumentIds } from '../corpus/document-ids.ts'
import { formatOf } from '../corpus/formats.ts'
import { recogniserIdentity } from '../corpus/ocr/recognise.ts'
import type { Problem } from '../domain/document.ts'
import { CorpusError } from '../domain/errors.ts'
import { createGazetteer } from '../entities/gazetteer/gazetteer.ts'
import { CorpusLexicon } from '../entities/lexicon/lexicon.ts'
import { RepeatedLines } from '../passages/repeated-lines.ts'
import { ocrSettings } from './config.ts'
import { withSource } from './corpus-documents.ts'
import type { FileHashes } from './file-hashes.ts'
import { FileOutcomes, tellLeftOut } from './file-outcomes.ts'
import { MailThreads } from './mail-threads.ts'
import type { BuildOptions } from './options.ts'
import { type PreparedFile, type PrepareSettings, UNREADABLE } from './prepare-document.ts'
import { createKeys, PreparedCache, type PreparedSpool } from './prepared-cache.ts'
import { takeOrPrepare } from './take-or-prepare.ts'

/** What is known of the corpus once every file was prepared; the files themselves wait in the spool. */
export interface GatheredCorpus {
  readonly documents: number
  readonly passages: number
  readonly repeated: RepeatedLines
  readonly lexicon: CorpusLexicon
  readonly threads: MailThreads
  /** Of most documents: that of those which are too short to tell. */
  readonly usualLanguage: string
  readonly problems: readonly Problem[]
  /** Ids of documents that cannot have their own, by the number of the document. */
  readonly renamed: ReadonlyMap<number, string>
  readonly skippedFiles: number
  readonly reusedFiles: number
  readonly hash: string
  /** What recognises text, where any file rests on it. */
  readonly ocr: string | null
}

/** @throws {CorpusError} where no file could be read */
export async function gatherCorpus(
  discovery: Discovery,
  settings: PrepareSettings,
  spool: PreparedSpool,
  claim: BundleClaim,
  hashes: FileHashes,
  options: BuildOptions,
): Promise<GatheredCorpus> {
  const { files, problems: found } = discovery
  const { outcomes } = options
  const told = outcomes && new FileOutcomes(outcomes, found)
  if (outcomes !== undefined) tellLeftOut(discovery, outcomes)
  const keyOf = createKeys(settings)
  const caches = (options.noCache === true ? [] : (['left', 'cache'] as const)).flatMap(
    suffix => PreparedCache.open(claim.cachePath(suffix)) ?? [],
  )
  const repeated = new RepeatedLines(settings.config.rules.off)
  const lexicon = new CorpusLexicon(createGazetteer(settings.names, settings.packs))
  const threads = new MailThreads()
  const languages = new Map<string, number>()
  const ofFiles = Map.groupBy(found, ({ rule }) => rule === 'same-id')
  const problems: Problem[] = [...(ofFiles.get(false) ?? [])]
  const sameId = new Map(ofFiles.get(true)?.map(problem => [problem.path, problem]))
  const sum = createHash('sha256')
  const ids = new DocumentIds(files)
  let documents = 0
  let passages = 0
  let reusedFiles = 0
  let skippedFiles = 0
  let restsOnRecognition = false
  let done = 0
  try {
    for await (const { file, made, isReused } of takeOrPrepare(
      files,
      settings,
      caches.length === 0 ? null : { caches, keyOf, hashes },
      options,
    )) {
      if (isReused) reusedFiles++
      if (made.restsOnRecognition === true) restsOnRecognition = true
      told?.add(file, made, isReused)
      if (canBeKept(made)) spool.add(keyOf(file, made.hash), made)
      addToHash(sum, file, made.hash)
      const renamed = made.documents.length > 0 ? sameId.get(file.path) : undefined
      if (renamed !== undefined) {
        problems.push(renamed)
        sameId.delete(file.path)
      }
      problems.push(...made.problems)
      options.onProgress?.('reading', ++done, files.length)
      if (made.documents.length === 0) skippedFiles++
      for (const document of made.documents) {
        const { id, passages: own, evidence, languages: told } = document
        ids.add(id, file, formatOf(file.path)?.startsWith('json') === true ? own[0]?.source.line : undefined)
        documents++
        passages += own.length
        repeated.add(withSource(document))
        lexicon.add(evidence)
        threads.add(document.metadata)
        if (told.main !== null) languages.set(told.main, (languages.get(told.main) ?? 0) + 1)
      }
    }
  } finally {
    for (const cache of caches) cache.close()
  }
  told?.finish()
  outcomes?.finish()
  if (documents === 0) {
    const reasons = problems.slice(0, 5).map(({ path, message }) => `\n  ${path}: ${message}`)
    throw new CorpusError(`None of the ${files.length} files could be read:${reasons.join('')}`)
  }
  const { renamed, problems: sameIds } = ids.settle()
  threads.settle()
  const [usual] = [...languages].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return {
    documents,
    passages,
    repeated,
    lexicon,
    threads,
    usualLanguage: usual?.[0] ?? DEFAULT_LANGUAGE,
    problems: [...problems, ...sameIds],
    renamed,
    skippedFiles,
    reusedFiles,
    hash: sum.digest('hex'),
    ocr: restsOnRecognition ? recogniserIdentity(ocrSettings(settings.config)) : null,
  }
}

/** Whether the next build would make the same of the file: not where a limit of time or memory ended it, a reader crashed, or a package was missing. */
function canBeKept({ hash, problems }: PreparedFile): boolean {
  return hash !== UNREADABLE && !problems.some(({ rule }) => PASSING.has(rule))
}

const PASSING = new Set(['too-slow', 'too-much-memory', 'reader-crashed', 'missing-package'])

/** Of the corpus: the same for the same files. */
export async function hashFiles(files: readonly SourceFile[], hashes: FileHashes): Promise<string> {
  const sum = createHash('sha256')
  for (const file of files) addToHash(sum, file, await hashes.of(file))
  return sum.digest('hex')
}

function addToHash(sum: ReturnType<typeof createHash>, file: SourceFile, fileHash: string): void {
  sum.update(`${file.path}\0${fileHash}\n`)
}
