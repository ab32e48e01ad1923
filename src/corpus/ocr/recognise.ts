// Here is a file with pages that are pictures, what stands on them? Pages are read side by side, each once for all builds.
import { hash } from 'node:crypto'
import type { ConvertLimits } from '../convert.ts'
import { UnreadableError } from '../rendition.ts'
import { findEngine, type OcrEngine } from './find-engine.ts'
import { type FileOfPages, OcrHost } from './ocr-host.ts'
import type { LanguageData } from './packaged-engine.ts'
import type { OcrPage } from './page.ts'
import { codeOfReading, PageCache } from './page-cache.ts'
import { languageOfPage, languagesOfModel } from './page-language.ts'
import { isGood, type Look, readTurned, readUpright, type Seen, seenAgain } from './read-page.ts'
import type { Recognise, Recognised } from './recognition.ts'
import type { OcrSettings } from './settings.ts'

/** Is told how many pages of a file were read. */
export type PagesRead = (done: number, total: number) => void

/** @throws {ConfigError} where the settings ask for what is not there */
export function createRecognise(
  settings: OcrSettings,
  limits: ConvertLimits,
  onPages: PagesRead = () => {},
): Recognise {
  const engine = findEngine(settings)
  if ('missing' in engine) return () => Promise.reject(new UnreadableError('missing-package', engine.missing))
  const key = JSON.stringify([engine.identity, settings, limits])
  const reader = readers.get(key) ?? new Reader(engine, settings, limits)
  readers.set(key, reader)
  return (kind, bytes, numbers) => reader.read({ kind, bytes, hash: hash('sha256', bytes) }, numbers, onPages)
}

/** Processes wait for the next file, and end by themselves where none comes. */
const readers = new Map<string, Reader>()

/** What decides what is read of pictures; for keys and fingerprints. @throws {ConfigError} */
export function recogniserIdentity(settings: OcrSettings | null): string {
  if (settings === null) return 'off'
  const engine = findEngine(settings)
  return 'missing' in engine ? 'none' : JSON.stringify([engine.identity, settings.languages])
}

class Reader {
  private readonly engine: OcrEngine
  private readonly areAsked: boolean
  private readonly cache: PageCache
  private readonly hosts: OcrHost[]

  constructor(engine: OcrEngine, settings: OcrSettings, limits: ConvertLimits) {
    this.engine = engine
    this.areAsked = settings.languages.length > 0
    this.cache = new PageCache(settings.cache ?? null)
    this.hosts = Array.from({ length: settings.processes ?? 1 }, () => new OcrHost(engine, limits))
  }

  async read(file: FileOfPages, asked: readonly number[] | null, onPages: PagesRead): Promise<Recognised> {
    const [first] = this.hosts
    if (first === undefined) return { pages: [], failures: [] }
    const numbers = asked ?? Array.from({ length: await first.countPages(file) }, (_, at) => at + 1)
    const pages = new Map<number, OcrPage>()
    const failures: Recognised['failures'][number][] = []
    let done = 0
    const take = async (host: OcrHost, number: number, start: LanguageData): Promise<void> => {
      try {
        const { page, failure } = await this.page(host, file, number, start)
        pages.set(number, page)
        if (failure !== null) failures.push({ number, rule: failure.rule, message: failure.message })
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error
        failures.push({ number, rule: error.rule, message: error.message })
      }
      onPages(++done, numbers.length)
    }
    // The first page with enough words says in which language the others begin.
    let start = this.firstLanguage()
    let at = 0
    for (let isTold = this.areAsked; !isTold && at < numbers.length; at++) {
      const number = numbers[at] as number // at < length
      await take(first, number, start)
      const page = pages.get(number)
      const told = page === undefined ? null : languageOfPage(page, this.engine.languages)
      if (told === null) continue
      start = told
      isTold = true
    }
    const left = numbers.slice(at).values()
    const ends = await Promise.allSettled(
      this.hosts.map(async host => {
        for (const number of left) await take(host, number, start)
      }),
    )
    for (const end of ends) if (end.status === 'rejected') throw end.reason
    return {
      pages: numbers.flatMap(number => pages.get(number) ?? []),
      failures: failures.sort((a, b) => a.number - b.number),
    }
  }

  /** English is what most models know besides their own. */
  private firstLanguage(): LanguageData {
    const { languages } = this.engine
    return languages.find(({ code }) => code === 'eng') ?? (languages[0] as LanguageData) // an engine has one at least
  }

  private async page(
    host: OcrHost,
    file: FileOfPages,
    number: number,
    start: LanguageData,
  ): Promise<Omit<Seen, 'view'>> {
    const content = [file.hash, number, this.engine.identity, this.areAsked, start.code, codeOfReading()]
    const known = this.cache.get(content)
    if (known !== null) return { page: known, failure: null }
    const seen = await this.readAnew(host, file, number, start)
    // The next build may see more of a page where a look failed.
    if (seen.failure === null) this.cache.add(content, seen.page)
    return seen
  }

  private async readAnew(
    host: OcrHost,
    file: FileOfPages,
    number: number,
    start: LanguageData,
  ): Promise<Seen> {
    const { languages } = this.engine
    const lookBy =
      (models: readonly LanguageData[]): Look =>
      view =>
        host.recognise(file, number, models, view)
    if (this.areAsked) {
      const look = lookBy(languages)
      const upright = await readUpright(look, number, languages.map(({ code }) => code).join('+'))
      return readTurned(look, upright)
    }
    const upright = await readUpright(lookBy([start]), number, start.code)
    const other = await this.inOtherScript(upright, lookBy, start)
    const best = other.page.language === start.code ? await readTurned(lookBy([start]), other) : other
    const told = languageOfPage(best.page, languages)
    return told === null || told.code === best.page.language
      ? best
      : seenAgain(best, best.view, lookBy([told]), told.code)
  }

  /** Letters of another script look like nothing that the model knows. What was seen, where no other model knows them either. */
  private async inOtherScript(
    upright: Seen,
    lookBy: (models: readonly LanguageData[]) => Look,
    start: LanguageData,
  ): Promise<Seen> {
    if (isGood(upright.page) || upright.page.lines.length === 0) return upright
    let { failure } = upright
    for (const model of otherScripts(start, this.engine.languages)) {
      const seen = await seenAgain({ ...upright, failure }, upright.view, lookBy([model]), model.code)
      if (isGood(seen.page)) return seen
      failure = seen.failure
    }
    return { ...upright, failure }
  }
}

/** One model for each script but that of the first. */
function otherScripts(start: LanguageData, languages: readonly LanguageData[]): LanguageData[] {
  const seen = new Set([scriptOf(start.code)])
  return languages.filter(({ code }) => {
    const script = scriptOf(code)
    if (seen.has(script)) return false
    seen.add(script)
    return true
  })
}

function scriptOf(code: string): string {
  const [language] = languagesOfModel(code)
  return (language === undefined ? undefined : new Intl.Locale(language).maximize().script) ?? code
}
