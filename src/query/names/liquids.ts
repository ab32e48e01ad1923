// Which words could be one name? L, r, m and n stand in every script and romanisation of it: those are compared first, as it takes no time.

const LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    l: 'lłлλլლلל',
    r: 'rрρրռრرר',
    m: 'mмμմმمמם',
    n: 'nñнνնნنנן',
  }).flatMap(([sound, letters]) => [...letters].map(letter => [letter, sound])),
)

/** The letters in order, each once where it is doubled; an Arabic word with an article also without it. */
export function liquidsOf(word: string): string[] {
  const found = read(word)
  return word.startsWith('ال') ? [found, read(word.slice(2))] : [found]
}

function read(word: string): string {
  let liquids = ''
  let before = ''
  for (const character of word.replaceAll('γγ', 'ν').replaceAll('الله', 'له')) {
    const sound = LETTERS[character]
    if (sound !== undefined && sound !== before) liquids += sound
    before = sound ?? ''
  }
  return liquids
}
