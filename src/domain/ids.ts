// How are things named? Passage and entity ids, and the slugs that all ids are made of. Ids of documents: src/corpus/document-ids.ts.
import { hash } from 'node:crypto'
import slugify from '@sindresorhus/slugify'
import type { EntityType } from './document.ts'
import { remember } from './memo.ts'
import { inSerbianLatin, isInSerbianLetters } from './serbian-letters.ts'

/** Crockford's base32 alphabet, lower case: no letter that looks like a digit. */
const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz'

/** First 8 base32 characters (40 bits) of the SHA-256 of the text, white space collapsed and NFC. */
export function textFingerprint(text: string): string {
  const normalised = text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  return base32(hash('sha256', normalised, 'buffer').subarray(0, 5))
}

/** The fingerprint of its text that a passage's id holds: `<document id>~<fingerprint>`, or with `-2` for a repeat. */
export function fingerprintOf(passageId: string): string {
  const start = passageId.lastIndexOf('~') + 1
  return passageId.slice(start, start + 8)
}

/** `<type>:<slug of the canonical name>`. */
export function entityId(type: EntityType, name: string): string {
  return `${type}:${type === 'date' ? name : nameSlug(name)}`
}

/**
 * Lower-case ASCII words joined by hyphens, accents dropped as in search (`Hammarskjöld` and `Hammarskjold`
 * give one slug), other scripts transliterated; text that has no such words becomes `x-` and a fingerprint.
 */
export const slug = remember(100_000, (text: string): string => {
  if (PLAIN.test(text)) return text.toLowerCase().replaceAll(' ', '-')
  const bare = text
    .replace(/[’'ʼ]/gu, '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/gu, '')
    .normalize('NFC')
  const plain = slugify(bare, { decamelize: false })
  return plain === '' ? `x-${textFingerprint(text)}` : plain
})

/** What is a slug but for its spaces and capitals: most names, in a fraction of the time. */
const PLAIN = /^[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*$/u

/**
 * The slug of a name. Serbian has that of its Latin letters. Where letters have no form in ASCII, and the rest might be another's name
 * (`BBC हिन्दी`), a fingerprint is added.
 */
export const nameSlug = remember(100_000, (name: string): string => {
  const plain = slug(isInSerbianLetters(name) ? inSerbianLatin(name) : name)
  const isPartOfIt = !plain.startsWith('x-') && !PLAIN.test(name) && losesLetters(name)
  return isPartOfIt ? `${plain}-${textFingerprint(name.toLowerCase())}` : plain
})

function losesLetters(name: string): boolean {
  return [...name.normalize('NFC')].some(letter => isLost(letter))
}

/** Whether a letter leaves nothing in a slug. The signs of Cyrillic say how the letter before them is spoken, and may be missing. */
const isLost = remember(
  10_000,
  (letter: string): boolean =>
    /\p{L}/u.test(letter) &&
    !/[\p{Lm}ьъ]/iu.test(letter) &&
    slug(isInSerbianLetters(letter) ? inSerbianLatin(letter) : letter).startsWith('x-'),
)

function base32(bytes: Uint8Array): string {
  let bits = 0n
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte)
  let out = ''
  for (let shift = BigInt(bytes.length * 8 - 5); shift >= 0n; shift -= 5n) {
    out += BASE32[Number((bits >> shift) & 31n)]
  }
  return out
}
