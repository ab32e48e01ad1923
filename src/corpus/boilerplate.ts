// Which blocks are about the page and not part of the article? Notes, share lines, biographies, copyright…
import type { Heading, RootContent } from 'mdast'
import type { BoilerplateReason } from '../domain/document.ts'
import { isSeparator } from './article-head.ts'
import { plainText } from './plain-text.ts'

interface Rule {
  readonly reason: BoilerplateReason
  readonly pattern: RegExp
  /** Longest block, in words, that the rule may take. */
  readonly maxWords: number
  /** Only in the run of boilerplate that ends the document. */
  readonly tailOnly?: boolean
}

/** Patterns are anchored or long, so that an article about copyright or newsletters is left alone. */
const RULES: readonly Rule[] = [
  { reason: 'note', maxWords: 60, pattern: /^(?:note to (?:our )?readers|dear readers?)\b/iu },
  { reason: 'note', maxWords: 40, pattern: /^(?:this (?:article|story|report|post) (?:was |has been )?(?:first |originally )?(?:published|updated|appeared)|the original source of this article|articles by:|read more:|see also:|related (?:articles|stories|posts)\b)/iu },
  { reason: 'share', maxWords: 40, pattern: /^(?:please )?(?:click the share|share (?:this|on|via)|follow us\b|like us on|tweet this|forward this)/iu },
  { reason: 'share', maxWords: 20, pattern: /^comment on .{0,60}\b(?:facebook|page)\b/iu },
  { reason: 'subscribe', maxWords: 40, pattern: /^(?:please )?(?:subscribe (?:to|now|here|for)|sign up (?:for|to) (?:our|the|receive)|become a (?:member|subscriber|supporter|patron)|get (?:our|the) .{0,30}newsletter|support (?:our|independent) (?:work|journalism)|donate (?:now|here|to)\b)/iu },
  { reason: 'biography', maxWords: 90, tailOnly: true, pattern: /^(?:[^.]{0,120}\b(?:is an? (?:[\p{L}-]+ ){0,6}(?:author|journalist|writer|reporter|correspondent|columnist|researcher|editor|analyst|fellow|photographer|professor|research associate)|can be reached at|lives in \p{Lu}))/u },
  { reason: 'biography', maxWords: 60, tailOnly: true, pattern: /^(?:his|her|their) (?:new|latest|most recent|forthcoming|next) book\b/iu },
  { reason: 'biography', maxWords: 60, tailOnly: true, pattern: /^visit (?:his|her|their|our|the author['’]s) (?:blog|web ?site|website|page|site)\b/iu },
  { reason: 'copyright', maxWords: 80, pattern: /^(?:copyright\s*(?:©|\(c\)|\d{4})|©\s*(?:copyright\s*)?[\p{L}\d]|\(c\)\s*\d{4})/iu },
  { reason: 'copyright', maxWords: 80, tailOnly: true, pattern: /\ball rights reserved\b|\bcopyright © /iu },
  { reason: 'copyright', maxWords: 250, tailOnly: true, pattern: /\bcontains? copyrighted material\b|\bfair use\b.{0,400}\bcopyright(?:ed)?\b|\bcopyright(?:ed)?\b.{0,400}["“]fair use["”]/isu },
  { reason: 'disclaimer', maxWords: 250, tailOnly: true, pattern: /^disclaimers?\b|^the (?:views|opinions) (?:expressed|presented) (?:in this|herein|here|above|are)\b|^the contents? of this (?:article|page|report) (?:is|are) (?:of|the) sole responsibility\b/iu },
  { reason: 'contact', maxWords: 40, tailOnly: true, pattern: /^(?:for (?:media|press|further|more) (?:inquiries|enquiries|information|contact)|(?:media|press) contacts?\b|contact(?: us)?:)/iu },
  { reason: 'contact', maxWords: 3, tailOnly: true, pattern: /^(?:https?:\/\/|www\.)\S+$|^\S+@\S+\.\S+$/iu },
] // biome-ignore format: one rule a line

/** Headings whose whole section is boilerplate. */
const SECTION_HEADINGS: readonly { reason: BoilerplateReason; pattern: RegExp }[] = [
  { reason: 'biography', pattern: /^about the authors?:?$/iu },
  { reason: 'disclaimer', pattern: /^disclaimers?:?$/iu },
  { reason: 'copyright', pattern: /^(?:copyright|legal notice):?$/iu },
  { reason: 'share', pattern: /^(?:share (?:this|on)|related (?:articles|stories|posts)|read (?:more|next)|comments?):?$/iu },
  { reason: 'subscribe', pattern: /^(?:newsletter|subscribe|support us|donate):?$/iu },
  { reason: 'contact', pattern: /^(?:contact|contact us|media contacts?|press contacts?):?$/iu },
] // biome-ignore format: one heading a line

/**
 * The top-level blocks of a document's body that are boilerplate, and why. Rules marked `tailOnly` hold
 * only in the run of boilerplate and separators that ends the document: an article may well say of
 * someone that she "is a journalist".
 * @param patterns further patterns of the configuration, tried on every block of any length
 */
export function findBoilerplate(
  body: readonly RootContent[],
  source: string,
  patterns: readonly RegExp[],
): Map<RootContent, BoilerplateReason> {
  const found = new Map<RootContent, BoilerplateReason>()
  const sections = boilerplateSections(body, source)
  for (const block of body) {
    const section = sections.get(block)
    const reason = blockReason(block, source, section !== undefined, patterns) ?? section
    if (reason !== undefined) found.set(block, reason)
  }
  for (const block of body.toReversed()) {
    if (found.has(block) || isSeparator(block, source)) continue
    const reason = blockReason(block, source, true, patterns)
    if (reason === null) break
    found.set(block, reason)
  }
  return found
}

/** Sections under a heading such as "About the author", past the first third of the document. */
function boilerplateSections(
  body: readonly RootContent[],
  source: string,
): Map<RootContent, BoilerplateReason> {
  const found = new Map<RootContent, BoilerplateReason>()
  let section: { depth: number; reason: BoilerplateReason } | null = null
  for (const [index, block] of body.entries()) {
    if (block.type === 'heading') {
      if (section !== null && block.depth <= section.depth) section = null
      const reason: BoilerplateReason | null = index >= body.length / 3 ? sectionReason(block, source) : null
      if (reason !== null) section = { depth: block.depth, reason }
    }
    if (section !== null) found.set(block, section.reason)
  }
  return found
}

function sectionReason(heading: Heading, source: string): BoilerplateReason | null {
  const text = plainText(heading, source)
  return SECTION_HEADINGS.find(({ pattern }) => pattern.test(text))?.reason ?? null
}

/** Longest block that a rule may take, in UTF-16 code units: 250 words, with room. */
const LONGEST_BOILERPLATE = 5_000

function blockReason(
  block: RootContent,
  source: string,
  inTail: boolean,
  patterns: readonly RegExp[],
): BoilerplateReason | null {
  if (block.type !== 'paragraph' && block.type !== 'blockquote' && block.type !== 'list') return null
  const text = plainText(block, source)
  if (patterns.some(pattern => pattern.test(text))) return 'custom'
  if (text.length > LONGEST_BOILERPLATE) return null
  const quoted = /^["“«„]/u.test(text)
  if (block.type !== 'paragraph' || quoted) return null
  const words = text.split(/\s+/u).length
  const rule = RULES.find(
    ({ maxWords, pattern, tailOnly }) =>
      words <= maxWords && (inTail || tailOnly !== true) && pattern.test(text),
  )
  return rule?.reason ?? null
}
