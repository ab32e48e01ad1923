// Are these two lines one, but for a date or a number? The form of a line is what stays the same in a head or a foot.

/** Longest line whose numbers may differ, in UTF-16 code units. */
const LONGEST = 600
/** Fewest words that must stay the same. */
const MIN_WORDS = 6

/**
 * A line that is no sentence stands for itself without its numbers and the words beside them (`3 March 2019`). Of sentences, those without
 * numbers stand for all where they have enough words. A sentence that says a number is itself: figures are what people look for.
 */
export function lineForm(text: string): string {
  const line = text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase()
  if (line.length > LONGEST || !/\p{N}/u.test(line)) return line
  const isSentence = /[.!?…。！？؟।]["”’»)]?$/u.test(line) && !/©|https?:\/\/|\bwww\.|\S@\S/u.test(line)
  const kept = isSentence ? sentencesWithoutNumbers(line) : withoutNumbers(line)
  return (kept.match(/[\p{L}\p{M}]+/gu)?.length ?? 0) >= MIN_WORDS ? kept : line
}

function sentencesWithoutNumbers(line: string): string {
  return line
    .split(/(?<=[.!?。！？؟।])\s+/u)
    .filter(sentence => !/\p{N}/u.test(sentence))
    .join(' ')
}

/** Numbers and the words on either side of them, of which a date is made. */
function withoutNumbers(line: string): string {
  const words = line.split(/[^\p{L}\p{M}\p{N}©@]+/u)
  return words
    .filter((_, at) => ![at - 1, at, at + 1].some(near => /\p{N}/u.test(words[near] ?? '')))
    .join(' ')
}
