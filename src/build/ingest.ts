// Here are files that somebody sends, add them to the folder and build again: all of them or, where the build fails, none.
import { createReadStream } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { bulkhead } from 'cockatiel'
import { FILES } from '../bundle/manifest.ts'
import { documentId } from '../corpus/document-ids.ts'
import { DOCUMENT_EXTENSIONS, formatOf } from '../corpus/formats.ts'
import type { DocumentRecord, Problem } from '../domain/document.ts'
import { ConfigError } from '../domain/errors.ts'
import { placeOf, sibling } from '../domain/own-files.ts'
import { type Correction, withCorrection } from '../entities/write-correction.ts'
import { BuildFailure, buildInThread, type ThreadOptions } from './build-in-thread.ts'
import type { BuildConfig } from './config.ts'
import { findCorrections } from './find-corrections.ts'
import { Incoming } from './incoming.ts'
import { type LeftOutFile, leftOutFiles } from './left-out.ts'
import type { BuildReport, BuildStage, ClusterTarget } from './options.ts'
import { readPacks } from './packs.ts'
import { createPrepare, type PrepareSettings } from './prepare-document.ts'
import { replaceFile } from './replace-file.ts'

/** A file as it comes: its name without folders, its bytes. */
export interface IncomingFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface IngestedFile {
  readonly name: string
  readonly status: 'added' | 'replaced' | 'unchanged' | 'refused'
  /** Ids of its documents, most files having one; none where it was refused. */
  readonly documents: readonly string[]
  readonly passages: number
  /** What is wrong with it, or doubtful. */
  readonly problems: readonly Problem[]
}

export interface IngestReport {
  /** In the order in which they came. */
  readonly files: readonly IngestedFile[]
  /** Whether a new bundle took the old one's place. */
  readonly published: boolean
  /** Of the new bundle. */
  readonly documents: number | null
  readonly passages: number | null
}

export type IngestStage = 'checking' | BuildStage
export type IngestProgress = (stage: IngestStage, done: number, total: number) => void

export interface IngestOptions {
  /** The source folder of the bundle. */
  readonly folder: string
  /** The bundle. */
  readonly out: string
  readonly config: BuildConfig
  /** The encoder that whoever runs the service named; without one that of the bundle. */
  readonly encoder?: string | undefined
  /** Where the bundle is searched, for the opensearch engine. */
  readonly cluster?: ClusterTarget | null
  /** Is done before each build. */
  readonly beforeBuild?: () => Promise<void>
}

/** The files cannot be taken as they came, or the new bundle could not be built; everything is as it was. */
export class IngestError extends Error {}

/** Keeps the bundle of a folder: adds files to it, builds after changes, one after the other. */
export class Ingest {
  private readonly optionsNow: () => IngestOptions
  private readonly turns = bulkhead(1, Number.POSITIVE_INFINITY)

  /** @param options as they are at the moment */
  constructor(options: () => IngestOptions) {
    this.optionsNow = options
  }

  private get options(): IngestOptions {
    return this.optionsNow()
  }

  /**
   * A file of a known name replaces the one in the folder. Files that cannot be read are refused, the others are taken; where the
   * build fails the folder is as it was.
   * @throws {IngestError} where the build fails
   */
  add(files: readonly IncomingFile[], onProgress: IngestProgress): Promise<IngestReport> {
    return this.turns.execute(() => this.addNow(files, onProgress))
  }

  /**
   * Writes a correction into the file of corrections, or a new one in the folder, and builds; where that fails the file is as it was.
   * @throws {IngestError} where the file cannot be read or the build fails
   */
  correct(correction: Correction): Promise<void> {
    return this.turns.execute(() => this.correctNow(correction))
  }

  /**
   * Builds where the folder has changed since the last build.
   * @throws {BuildFailure} with the reason
   */
  rebuild(): Promise<BuildReport> {
    return this.turns.execute(async () => {
      await this.mend()
      await this.options.beforeBuild?.()
      return buildInThread({ ...this.buildOptions(), ifStale: true }, () => {})
    })
  }

  /** Files of the folder that are in none of the documents. @throws {CorpusError} where the folder has no documents */
  leftOut(documents: readonly DocumentRecord[]): Promise<readonly LeftOutFile[]> {
    return leftOutFiles(this.options, documents)
  }

  /** Mends what a process left that died while it added files. */
  recover(): Promise<void> {
    return this.turns.execute(() => this.mend())
  }

  private mend(): Promise<void> {
    return Incoming.recover(this.options.folder, this.options.out)
  }

  /** The engine of the bundle stays, and what encoded its passages encodes the new ones. */
  private buildOptions(): ThreadOptions {
    const { folder, out, config, encoder, cluster = null } = this.options
    const where = cluster === null ? {} : { engine: 'opensearch' as const, cluster }
    return {
      sources: [folder],
      out,
      config,
      keepEncoder: true,
      keepEngine: true,
      ...where,
      ...(encoder === undefined ? {} : { encoder }),
    }
  }

  private async correctNow(correction: Correction): Promise<void> {
    const { folder, config } = this.options
    await this.mend()
    try {
      const { path, text } = await findCorrections([folder], config)
      const file = path ?? join(folder, 'entities.yaml')
      await this.options.beforeBuild?.()
      await replaceFile(file, withCorrection(text, correction, file))
      try {
        await buildInThread({ ...this.buildOptions(), ifStale: true }, () => {})
      } catch (error) {
        if (path === null) await rm(file)
        else await replaceFile(file, text)
        throw error
      }
    } catch (error) {
      if (!(error instanceof BuildFailure || error instanceof ConfigError)) throw error
      throw new IngestError(`Nothing was corrected: ${error.message}`, { cause: error })
    }
  }

  private async addNow(files: readonly IncomingFile[], onProgress: IngestProgress): Promise<IngestReport> {
    const { folder, out, config } = this.options
    await mkdir(folder, { recursive: true })
    await this.mend()
    const incoming = await Incoming.begin(folder, out)
    try {
      const corrections = await findCorrections([folder], config)
      const { packs } = await readPacks(config.packs)
      const settings = {
        config,
        names: corrections.value.add,
        packs,
        pages: { cache: sibling(placeOf(out), 'ocr') },
      }
      const checked = await this.check(files, incoming, settings, onProgress)
      const taken = checked.filter(({ status }) => status === 'added' || status === 'replaced')
      if (taken.length === 0) return { files: checked, published: false, documents: null, passages: null }
      return await this.take(checked, taken, incoming, onProgress)
    } finally {
      await incoming.end()
    }
  }

  /** Prepares each file where it waits, and says what would become of it. */
  private async check(
    files: readonly IncomingFile[],
    incoming: Incoming,
    settings: PrepareSettings,
    onProgress: IngestProgress,
  ): Promise<IngestedFile[]> {
    const prepare = createPrepare(settings)
    const seen = new Set<string>()
    const checked: IngestedFile[] = []
    for (const { name, bytes } of files) {
      onProgress('checking', checked.length, files.length)
      const wrong = seen.has(name) ? 'The name comes twice. Rename one of the two.' : whatIsWrong(name)
      if (wrong !== null) {
        checked.push(refused(name, [{ severity: 'error', rule: 'file-name', path: name, message: wrong }]))
        continue
      }
      seen.add(name)
      const path = await incoming.stage(name, bytes)
      const { documents, problems } = await prepare({ id: documentId(name), path: name, absolutePath: path })
      const known = await readFile(join(this.options.folder, name)).catch(() => null)
      const status = known === null ? 'added' : known.equals(bytes) ? 'unchanged' : 'replaced'
      if (documents.length === 0) {
        checked.push(refused(name, problems))
        continue
      }
      const passages = documents.reduce((sum, document) => sum + document.passages.length, 0)
      checked.push({ name, status, documents: documents.map(({ id }) => id), passages, problems })
    }
    return checked
  }

  /** Moves the files in, builds, and moves them out again where that fails. */
  private async take(
    files: readonly IngestedFile[],
    taken: readonly IngestedFile[],
    incoming: Incoming,
    onProgress: IngestProgress,
  ): Promise<IngestReport> {
    try {
      await this.options.beforeBuild?.()
      await incoming.moveIn(taken.map(({ name, status }) => ({ name, replaces: status === 'replaced' })))
      const { manifest } = await buildInThread(this.buildOptions(), onProgress)
      const { documents = null, passages = null } = manifest?.counts ?? {}
      const ids = await idsByPath(this.options.out)
      const named = files.map(file => ({ ...file, documents: ids.get(file.name) ?? file.documents }))
      return { files: named, published: true, documents, passages }
    } catch (error) {
      await incoming.undo()
      if (!(error instanceof BuildFailure)) throw error
      throw new IngestError(`Nothing was added: ${error.message}`, { cause: error })
    }
  }
}

/** The ids of the documents of each file, as the index has them: another file of the folder may have taken the first choice. */
async function idsByPath(out: string): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>()
  for await (const line of createInterface({ input: createReadStream(join(out, FILES.documents)) })) {
    const { id, path } = JSON.parse(line) as DocumentRecord
    const known = ids.get(path)
    if (known === undefined) ids.set(path, [id])
    else known.push(id)
  }
  return ids
}

function refused(name: string, problems: readonly Problem[]): IngestedFile {
  return { name, status: 'refused', documents: [], passages: 0, problems }
}

/** Longest name of a file, in bytes of UTF-8: what common file systems take, less what is put before it. */
const LONGEST_NAME = 200

function whatIsWrong(name: string): string | null {
  if (formatOf(name) === null) return `Lede reads ${DOCUMENT_EXTENSIONS.join(', ')} files.`
  if (name !== basename(name) || name.startsWith('.') || /[\\/:*?"<>|\p{Cc}]/u.test(name))
    return 'The name must have no folder, no point at its beginning, and none of \\ / : * ? " < > |.'
  if (Buffer.byteLength(name) > LONGEST_NAME) return `The name must have at most ${LONGEST_NAME} bytes.`
  return null
}
