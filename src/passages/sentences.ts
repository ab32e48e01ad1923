// Where do sentences end, and how is a long paragraph cut there?
import { countWords } from '../domain/count-words.ts'

/** Abbreviations that stand before a name or a number and so never end a sentence. */
const LEADING_ABBREVIATIONS = [
  'Mr', 'Mrs', 'Ms', 'Dr', 'Prof', 'St', 'Gen', 'Lt', 'Col', 'Maj', 'Capt', 'Cpl', 'Sgt', 'Pvt', 'Adm', 'Cmdr',
  'Brig', 'Gov', 'Sen', 'Rep', 'Amb', 'Hon', 'Rev', 'Fr', 'Sr', 'Pres', 'Mk', 'No', 'Nos', 'Nr', 'Art', 'Arts',
  'Fig', 'Figs', 'Sec', 'Ch', 'Vol', 'para', 'paras', 'p', 'pp', 'vs', 'v', 'cf', 'approx', 'ca', 'c', 'al',
  'e.g', 'i.e', 'viz', 'Op', 'Ed', 'Eds', 'Mt', 'Ft', 'Res', 'Doc', 'Reg',
] // biome-ignore format: a list of words

const LEADING = new RegExp(
  String.raw`(?:^|[\s("“‘'\[])(?:${LEADING_ABBREVIATIONS.map(word => word.replaceAll('.', String.raw`\.`)).join('|')})\.$`,
  'u',
)
/** `U.S.`, `U.N.`, `J.` at the end of a piece: a sentence ends there only before a likely new one. */
const INITIALS = /(?:^|[\s("“‘'])(?:\p{Lu}\.){1,4}$/u

/** Words that often open a sentence after an abbreviation such as "U.S.". */
const OPENERS =
  /^["“‘(]?(?:The|A|An|In|On|At|It|He|She|They|We|But|And|This|That|These|Those|There|For|However|Since|When|While|After|Before|As|If|Its|His|Her|Their|By|With|From|Both|Some|Many|Most)\b/u

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Whether a text ends with an abbreviation that must be followed by more, such as "Mk." or "No.". */
export function endsWithLeadingAbbreviation(text: string): boolean {
  return LEADING.test(text)
}

/**
 * Offsets at which sentences start, the first being 0: Unicode's rules (UAX 29) through Intl.Segmenter,
 * with the boundaries after abbreviations and initials taken back.
 */
function sentenceStarts(text: string): number[] {
  const starts = [0]
  for (const { index } of segmenter.segment(text)) {
    if (index > 0 && isBoundary(text, index)) starts.push(index)
  }
  return starts
}

function isBoundary(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 24), index).trimEnd()
  const after = text.slice(index, index + 24)
  if (LEADING.test(before)) return false
  if (/^\p{Ll}/u.test(after)) return false
  if (INITIALS.test(before)) return /(?:\p{Lu}\.){2}$/u.test(before) && OPENERS.test(after)
  return true
}

/**
 * Cuts a text into pieces of at most `maxWords` words, of even length: at sentence ends outside
 * quotations where there are any, else inside them, else between clauses, else between words.
 * @returns the start of each piece, the first being 0
 */
export function splitPoints(text: string, maxWords: number): number[] {
  const total = countWords(text)
  if (total <= maxWords) return [0]
  const cuts = candidateCuts(text, maxWords)
  const words = wordsBefore(text, cuts)
  const target = total / Math.ceil(total / maxWords)
  return cheapestPath(cuts, words, maxWords, target)
}

interface Cut {
  readonly at: number
  readonly penalty: number
}

/** All places where a cut may be made, in order, with what it costs; the ends of the text included. */
function candidateCuts(text: string, maxWords: number): Cut[] {
  const quoted = quotationSpans(text)
  const inQuotation = (at: number): boolean => quoted.some(([start, end]) => at > start && at < end)
  const cuts: Cut[] = []
  const starts = [...sentenceStarts(text), text.length]
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1]
    cuts.push({ at: start, penalty: inQuotation(start) ? 10_000 : 0 })
    if (end === undefined) break
    const sentence = text.slice(start, end)
    if (countWords(sentence) <= maxWords) continue
    for (const { index: offset, 0: match } of sentence.matchAll(
      /[,;:—–]?\s+|(?<=[\p{Script=Han}\p{Script=Kana}、。])/gu,
    )) {
      const at = start + offset + match.length
      if (at <= start || at >= end || LEADING.test(text.slice(start, at).trimEnd())) continue
      cuts.push({ at, penalty: /[,;:—–、。]/u.test(text.slice(start + offset, at)) ? 100_000 : 1_000_000 })
    }
  }
  return cuts
}

function quotationSpans(text: string): (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = []
  for (const { index, 0: match } of text.matchAll(/“[^“”]*”|«[^«»]*»|"[^"]*"/gu))
    spans.push([index, index + match.length])
  return spans
}

function wordsBefore(text: string, cuts: readonly Cut[]): number[] {
  const counts: number[] = []
  let words = 0
  let from = 0
  for (const { at } of cuts) {
    words += countWords(text.slice(from, at))
    counts.push(words)
    from = at
  }
  return counts
}

/** Dynamic programming over cuts: squared distance from the target length, plus the cuts' penalties. */
function cheapestPath(
  cuts: readonly Cut[],
  words: readonly number[],
  maxWords: number,
  target: number,
): number[] {
  const cost = [0]
  const previous = [0]
  for (let to = 1; to < cuts.length; to++) {
    let best = Number.POSITIVE_INFINITY
    let from = to - 1
    for (let start = to - 1; start >= 0; start--) {
      const length = (words[to] ?? 0) - (words[start] ?? 0)
      if (length > maxWords && start < to - 1) break
      const total = (cost[start] ?? 0) + (length - target) ** 2 + (cuts[start]?.penalty ?? 0)
      if (total < best) {
        best = total
        from = start
      }
    }
    cost.push(best)
    previous.push(from)
  }
  const points: number[] = []
  for (let at = cuts.length - 1; at > 0; ) {
    at = previous[at] ?? 0
    points.push(cuts[at]?.at ?? 0)
  }
  return points.reverse()
}
