// Which words stand in a file of subtitles, and at what times? Cues of SubRip and WebVTT, marks of form taken off.

export interface CueLine {
  readonly words: string
  /** Its place in the file. */
  readonly start: number
  readonly end: number
}

export interface Cue {
  /** Seconds. */
  readonly time: number
  readonly endTime: number
  readonly lines: readonly CueLine[]
  readonly text: string
  /** Whom WebVTT names as the speaker, or null. */
  readonly speaker: string | null
}

export interface Cues {
  readonly cues: readonly Cue[]
  /** 1-based lines with an arrow and no times. */
  readonly broken: readonly number[]
}

/** `00:01:02,500 --> 00:01:04,000`, hours and settings of form optional. */
const TIMES =
  /^\s*((?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?)\s*-->\s*((?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?)(?:\s|$)/u

/** A cue is a line with times and the lines below it up to a blank one; a number or name above it is none of its words. */
export function cuesOf(source: string): Cues {
  const cues: Cue[] = []
  const broken: number[] = []
  let times: readonly [number, number] | null = null
  let lines: CueLine[] = []
  let speaker: string | null = null
  const timeBefore = (): readonly [number, number] => {
    const before = cues.at(-1)?.endTime ?? 0
    return [before, before]
  }
  const end = (): void => {
    if (times !== null && lines.length > 0 && !isRepeated(cues.at(-1), lines, times, isRolling)) {
      const text = lines.map(({ words }) => words).join(' ')
      cues.push({ time: times[0], endTime: Math.max(times[0], times[1]), lines, text, speaker })
    }
    times = null
    lines = []
    speaker = null
  }
  let number = 0
  // Captions that are made of the speech, word by word, roll up.
  const isRolling = /<\d{1,3}:[\d:.]{1,20}>/u.test(source)
  const isWebVtt = /^\uFEFF?WEBVTT/u.test(source)
  for (const [start, raw] of linesIn(source)) {
    number++
    if (raw.includes('-->')) {
      const found = TIMES.exec(raw)
      // Where no blank line parts two cues, the number of the next stands last in the one before it.
      if (/^\d+$/u.test(lines.at(-1)?.words ?? '') && times !== null && lines.length > 1) lines.pop()
      end()
      if (found === null) broken.push(number)
      times = found === null ? timeBefore() : [secondsOf(found[1] ?? ''), secondsOf(found[2] ?? '')]
      continue
    }
    if (raw.trim() === '') end()
    if (times === null) {
      if (isWebVtt || cues.length === 0 || plain(raw) === '' || /^\s*\d+\s*$/u.test(raw)) continue
      // A blank line within a cue, or a cue that lost its times: its words come after those before them.
      times = timeBefore()
    }
    const voice = /<v([. \t][^<>]{1,160})>/u.exec(raw)?.[1]
    // `<v.loud Ann Lee>`: what stands at the point is a class of style.
    if (voice !== undefined) speaker ??= voice.replace(/^\.\S*/u, '').trim()
    const words = plain(raw)
    if (words !== '') lines.push({ words, start, end: start + raw.length })
  }
  end()
  return { cues, broken }
}

function* linesIn(source: string): Generator<readonly [start: number, line: string]> {
  const line = /[^\r\n]*(?:\r\n|\n|\r|$)/gu
  for (let at = source.startsWith('\uFEFF') ? 1 : 0; at < source.length; at = line.lastIndex) {
    line.lastIndex = at
    const found = line.exec(source)?.[0] ?? ''
    if (found === '') return
    yield [at, found.replace(/(?:\r\n|\n|\r)$/u, '')]
  }
}

/** Marks of form, as HTML's, WebVTT's and those of Advanced SubStation in braces. */
function plain(line: string): string {
  return line
    .replace(/\{\\[^{}]{0,200}\}/gu, '')
    .replace(/<[^<>]{1,250}>/gu, tag => (MARK.test(tag) ? '' : tag))
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm|quot);/gu, (_, name: string) => REFERENCES[name] ?? '')
    .replace(/\s+/gu, ' ')
    .trim()
}

const MARK = /^<\/?(?:[ibucsv]|lang|ruby|rt|font|\d[\d:.]{0,20})(?:[.\s]|>$)/iu

const REFERENCES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', quot: '"' }

/** Captions that roll up say each line again above the next, at once, and alone for a moment: it is said once here. */
function isRepeated(
  before: Cue | undefined,
  lines: CueLine[],
  [time, endTime]: readonly [number, number],
  isRolling: boolean,
): boolean {
  const last = before?.lines.at(-1)?.words
  if (before === undefined || lines[0]?.words !== last || time - before.endTime > MOMENT) return false
  if (lines.length > 1) lines.shift()
  else return isRolling || endTime - time <= MOMENT
  return false
}

/** Seconds. */
const MOMENT = 0.05

function secondsOf(time: string): number {
  const parts = time.replace(',', '.').split(':').map(Number)
  const seconds = parts.reduce((sum, part) => sum * 60 + part, 0)
  return Math.round(seconds * 1000) / 1000
}
