// Which passages of a corpus tell the same in nearly the same words? Agency copy, forwarded mail, reports published again. Each passage is
// compared with the first of earlier groups that share rare pairs of words with it, word by word.
import { remember } from '../domain/memo.ts'
import { type Change, changesBetween } from './changes.ts'
import { hashOf, SketchTable, sketchOf } from './sketches.ts'
import { WordFile } from './word-file.ts'
import { formsOf, writtenWords } from './words.ts'

/** Words below which a text is a copy of another only where it has the very same words, and below which it never is. */
const SHORT = 12
const SHORTEST = 6
/** Weight that copies have in common at least. A seventh of the words may have been replaced. */
const LEAST = 0.8
/** A number counts as so many words: records that differ in their figures are no copies. */
const NUMBER_WEIGHT = 6
/** Keys of sketches that a passage must share with another to be compared with it, and comparisons of a passage at most. */
const SHARED = 2
const COMPARED = 8
/** Words whose hashes are kept: most come again. */
const REMEMBERED = 50_000

/** What is kept of the first passage of a group. */
interface First {
  readonly passage: number
  /** Where its words begin in the file, and how many they are. */
  readonly at: number
  readonly count: number
}

export class CopyFinder {
  private readonly table = new SketchTable()
  private readonly firsts: First[] = []
  private readonly equal = new Map<number, number>()
  /** By the number of the first: the other passages of the group. */
  private readonly others = new Map<number, number[]>()
  private readonly words: WordFile

  /** @param folder for a file of its own, which is gone once the finder is closed */
  constructor(folder: string) {
    this.words = new WordFile(folder)
  }

  /** Passages come in the order of the corpus. */
  add(passage: number, text: string): void {
    const words = Uint32Array.from(writtenWords(text).flatMap(hashesOf))
    if (words.length < SHORTEST) return
    const whole = wholeHash(words)
    const known = this.equal.get(whole)
    if (known !== undefined && this.areEqual(known, words)) {
      this.join(known, passage)
      return
    }
    const sketch = words.length < SHORT ? null : sketchOf(words)
    const first = sketch === null ? null : this.groupOf(words, sketch)
    if (first !== null) this.join(first, passage)
    else this.found(passage, words, whole, sketch)
  }

  /** Passages of each group, ascending; groups by their first passage. */
  *groups(): Generator<readonly number[]> {
    for (const [number, { passage }] of this.firsts.entries()) {
      const others = this.others.get(number)
      if (others !== undefined) yield [passage, ...others]
    }
  }

  close(): void {
    this.words.close()
  }

  private groupOf(words: Uint32Array, sketch: Uint32Array): number | null {
    const candidates = this.table.sharing(sketch, SHARED).slice(0, COMPARED)
    return candidates.find(number => areCopies(this.wordsOf(number), words)) ?? null
  }

  private found(passage: number, words: Uint32Array, whole: number, sketch: Uint32Array | null): void {
    const number = this.firsts.length
    this.firsts.push({ passage, at: this.words.append(words), count: words.length })
    if (!this.equal.has(whole)) this.equal.set(whole, number)
    if (sketch !== null) this.table.add(number, sketch)
  }

  private join(first: number, passage: number): void {
    const others = this.others.get(first)
    if (others === undefined) this.others.set(first, [passage])
    else others.push(passage)
  }

  private areEqual(first: number, words: Uint32Array): boolean {
    const other = this.wordsOf(first)
    return other.length === words.length && other.every((word, at) => word === words[at])
  }

  private wordsOf(number: number): Uint32Array {
    const { at, count } = this.firsts[number] as First // numbers are those of firsts
    return this.words.read(at, count)
  }
}

/**
 * Whether two texts have so much weight in common, in order: 2 · common / (first + second) (Dice's coefficient over the longest common
 * subsequence).
 */
function areCopies(a: Uint32Array, b: Uint32Array): boolean {
  const [weightA, weightB] = [weightOf(a), weightOf(b)]
  const all = weightA + weightB
  if (2 * Math.min(weightA, weightB) < LEAST * all || 2 * weightInBoth(a, b) < LEAST * all) return false
  // Each word that differs weighs 1 at least.
  const changes = changesBetween([...a], [...b], Math.floor((1 - LEAST) * all))
  return changes !== null && 2 * commonWeight(a, changes) >= LEAST * all
}

/** The weight of the words that both have, in whatever order: no less than what they have in common in order. */
function weightInBoth(a: Uint32Array, b: Uint32Array): number {
  const [sortedA, sortedB] = [a.toSorted(), b.toSorted()]
  let weight = 0
  for (let atA = 0, atB = 0; atA < sortedA.length && atB < sortedB.length; ) {
    const [wordA, wordB] = [sortedA[atA] as number, sortedB[atB] as number]
    if (wordA === wordB) weight += weightOfWord(wordA)
    if (wordA <= wordB) atA++
    if (wordB <= wordA) atB++
  }
  return weight
}

function commonWeight(words: Uint32Array, changes: readonly Change[]): number {
  let common = 0
  let at = 0
  for (const { kind, count } of changes) {
    if (kind === 'same') common += weightOf(words.subarray(at, at + count))
    if (kind !== 'added') at += count
  }
  return common
}

function weightOf(words: Uint32Array): number {
  let weight = 0
  for (let at = 0; at < words.length; at++) weight += weightOfWord(words[at] as number)
  return weight
}

function weightOfWord(word: number): number {
  return (word & 1) === 1 ? NUMBER_WEIGHT : 1
}

/** The hashes of a written word; their lowest bits say whether they are of numbers. */
const hashesOf = remember(REMEMBERED, (word: string): number | readonly number[] => {
  const hashes = formsOf(word).map(form => ((hashOf(form) & ~1) | (/\d/u.test(form) ? 1 : 0)) >>> 0)
  const [only] = hashes
  return hashes.length === 1 && only !== undefined ? only : hashes
})

/** A hash of 53 bits. */
function wholeHash(words: Uint32Array): number {
  let high = 0
  let low = 0x811c9dc5
  for (let at = 0; at < words.length; at++) {
    low = Math.imul(low ^ (words[at] as number), 0x01000193)
    high = Math.imul(high + (words[at] as number), 0x9e3779b1) ^ (high >>> 15)
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0)
}
