// Does a mail program's header block begin here ("From: … Sent: … To: … Subject: …"), and whose words follow it?

import { personIn } from './mail-attribution.ts'
import { HEADER_LABELS, PARTING, SENDER_LABELS, SUBJECT_LABELS } from './mail-phrases.ts'

export interface HeaderBlock {
  /** How many of the lines it takes. */
  readonly lines: number
  /** In which of them a field begins. */
  readonly fields: readonly number[]
  readonly sender: string | null
}

/** Longest header block, in lines. */
const LONGEST = 24

/** The header block with which the lines begin, after the line that parts it from what stands above. */
export function headerBlockAt(lines: readonly string[]): HeaderBlock | null {
  let at = 0
  const isParted = isPartingLine(lines[at] ?? '')
  if (isParted) at++
  const found: { label: string; value: string }[] = []
  const fields: number[] = []
  for (; at < lines.length && at < LONGEST; at++) {
    const line = lines[at] ?? ''
    const field = fieldOf(line)
    const last = found.at(-1)
    if (field !== null) {
      found.push(field)
      fields.push(at)
    } else if (last !== undefined && /[,;]\s*$/u.test(last.value) && line.trim() !== '')
      last.value += ` ${line.trim()}`
    else break
  }
  const sender = senderOf(found, isParted)
  return sender === null ? null : { lines: at, fields, sender: personIn(sender) }
}

/** Lines such as `-----Original Message-----`. */
export function isPartingLine(line: string): boolean {
  return line.length <= 120 && /^[-_=]{3}/u.test(line) && /[-_=]{2}$/u.test(line) && PARTING.test(line)
}

const LONGEST_LABEL = 26

function fieldOf(line: string): { label: string; value: string } | null {
  const colon = line.search(/[:：]/u)
  if (colon < 1 || colon > LONGEST_LABEL) return null
  const label = line
    .slice(0, colon)
    .replace(/[*_\s\u200E\u200F\u202A-\u202E]+/gu, ' ')
    .trim()
    .toLowerCase()
  if (!/^\p{L}[\p{L}\p{M}'’. /-]*$/u.test(label)) return null
  return {
    label,
    value: line
      .slice(colon + 1)
      .replace(/^[\s*_]+/u, '')
      .trim(),
  }
}

/** Who the sender is, or null where the fields are no header: two labels that are known, and one more sign. */
function senderOf(fields: readonly { label: string; value: string }[], isParted: boolean): string | null {
  const sender = fields.find(({ label, value }) => SENDER_LABELS.has(label) && value !== '')
  const known = fields.filter(({ label }) => HEADER_LABELS.has(label)).length
  const hasAddress = fields.some(({ value }) => /\S@\S/u.test(value))
  const hasSubject = fields.some(({ label }) => SUBJECT_LABELS.has(label))
  if (sender !== undefined && known >= 2 && (hasAddress || hasSubject || isParted)) return sender.value
  // A language that is not known: an address first, and a year below it.
  const [first, ...others] = fields
  const isDated = others.some(({ value }) => /\p{N}{4}/u.test(value) && /\p{N}[:.]\p{N}{2}/u.test(value))
  return fields.length >= 3 && isDated && /\S@\S/u.test(first?.value ?? '') ? (first?.value ?? null) : null
}
