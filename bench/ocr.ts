// How many letters of a picture are read wrong? Pages that this script draws, in five languages, clean, turned and with specks; the language is found by the
// text, as in a build. The figure is the least number of letters to change, add or drop, for each letter that was drawn.
//   npm run bench:ocr              a table
//   npm run bench:ocr -- --texts   with what was read

import { DEFAULT_LIMITS } from '../src/corpus/convert.ts'
import { textOf } from '../src/corpus/ocr/page.ts'
import { createRecognise } from '../src/corpus/ocr/recognise.ts'
import { DEFAULT_OCR } from '../src/corpus/ocr/settings.ts'
import { type Drawing, drawText } from '../test/support/pictures.ts'

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  English: [
    'On 14 March 1987 the committee met for the third time. Its chair,',
    'Ms. Eleanor Whitcombe, asked who had signed the order; nobody',
    'answered. “We were never shown the list,” the harbour master said,',
    'and he added that 2,450 sacks of rice were missing from store No. 7.',
    'The minutes (pp. 12–15) give the names of twenty-three drivers,',
    'eight of whom had crossed the border at night without papers.',
    'A second letter, dated 2 April, asks the ministry for £18,600.50.',
  ],
  German: [
    'Am 14. März 1987 trat der Ausschuss zum dritten Mal zusammen. Die',
    'Vorsitzende, Frau Dr. Käthe Brüggemann, fragte, wer den Befehl',
    'unterschrieben habe; niemand antwortete. „Man hat uns die Liste nie',
    'gezeigt“, erklärte der Hafenmeister, und fügte hinzu, dass aus dem',
    'Lager Nr. 7 genau 2.450 Säcke Reis fehlten. Das Protokoll (S. 12–15)',
    'nennt dreiundzwanzig Fahrer, von denen acht die Grenze nachts ohne',
    'Ausweise überquert hätten. Größere Beträge wurden bar ausgezahlt.',
  ],
  French: [
    'Le 14 mars 1987, le comité s’est réuni pour la troisième fois. Sa',
    'présidente, Mme Hélène Garçonnet, a demandé qui avait signé l’ordre ;',
    'personne n’a répondu. « On ne nous a jamais montré la liste », a dit',
    'le maître du port, avant d’ajouter que 2 450 sacs de riz manquaient',
    'à l’entrepôt nº 7. Le procès-verbal (p. 12–15) donne les noms de',
    'vingt-trois chauffeurs, dont huit avaient franchi la frontière de nuit,',
    'sans papiers. Où étaient passés les reçus ? Là-dessus, pas un mot.',
  ],
  Spanish: [
    'El 14 de marzo de 1987 el comité se reunió por tercera vez. Su',
    'presidenta, doña Begoña Ibáñez, preguntó quién había firmado la',
    'orden; nadie contestó. «Nunca nos enseñaron la lista», dijo el jefe',
    'del puerto, y añadió que faltaban 2.450 sacos de arroz del almacén',
    'n.º 7. El acta (págs. 12–15) da los nombres de veintitrés choferes,',
    'ocho de los cuales habían cruzado la frontera de noche, sin papeles.',
    '¿Dónde estaban los recibos? Sobre eso no se dijo ni una palabra.',
  ],
  Ukrainian: [
    'Чотирнадцятого березня 1987 року комісія зібралася втретє. Голова',
    'комісії, пані Ганна Їжакевич, запитала, хто підписав наказ; ніхто не',
    'відповів. «Нам ніколи не показували списку», — сказав начальник',
    'порту й додав, що зі складу № 7 зникло 2450 мішків рису. Протокол',
    '(с. 12–15) називає двадцять трьох водіїв, вісім із яких уночі',
    'перетнули кордон без документів. Де поділися розписки? Про це в',
    'протоколі немає жодного слова. Ґанок будинку було зруйновано.',
  ],
}

/** A page of A5 at 200 points an inch, of letters of eleven points. */
const PAGE: Drawing = { width: 1200, height: 560, size: 31 }
const KINDS: Readonly<Record<string, Drawing>> = {
  clean: PAGE,
  'turned by 2°': { ...PAGE, angle: 2 },
  'turned by 5°': { ...PAGE, angle: -5, width: 1400, height: 800 },
  'specks, 3 %': { ...PAGE, noise: 0.03 },
  'half as large': { width: 640, height: 300, size: 15 },
}

const recognise = createRecognise(DEFAULT_OCR, DEFAULT_LIMITS)
console.log(`| language | ${Object.keys(KINDS).join(' | ')} |`)
console.log(`|---|${'---|'.repeat(Object.keys(KINDS).length)}`)
for (const [language, lines] of Object.entries(TEXTS)) {
  const rates: string[] = []
  for (const [kind, drawing] of Object.entries(KINDS)) {
    const { pages } = await recognise('picture', drawText(lines, drawing).toBuffer('image/png'), null)
    const read = pages.map(textOf).join(' ').replace(/\s+/gu, ' ').trim()
    const drawn = lines.join(' ')
    rates.push(`${((100 * distance(drawn, read)) / drawn.length).toFixed(1)} %`)
    if (process.argv.includes('--texts'))
      console.error(`${language}, ${kind} (${pages[0]?.language}): ${read}`)
  }
  console.log(`| ${language} | ${rates.join(' | ')} |`)
}

/** Levenshtein 1966. */
function distance(one: string, other: string): number {
  const [a, b] = [Array.from(one), Array.from(other)]
  let before = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [i, letter] of a.entries()) {
    const row = [i + 1]
    for (const [j, own] of b.entries())
      row.push(
        Math.min((row[j] ?? 0) + 1, (before[j + 1] ?? 0) + 1, (before[j] ?? 0) + (letter === own ? 0 : 1)),
      )
    before = row
  }
  return before.at(-1) ?? 0
}
