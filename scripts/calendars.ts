// Writes what Unicode's locale data (CLDR) say about months, days and units of the common languages: src/dates/calendars.json.
//   node scripts/calendars.ts
// The data are those of the Node that runs this (Unicode License v3); `cldr` in the file is their version.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { COMMON } from '../src/dates/calendar.ts'
import { calendarData } from '../src/dates/cldr.ts'

const languages = COMMON.map(tag => `${JSON.stringify(tag)}:${JSON.stringify(calendarData(tag))}`)
writeFileSync(
  fileURLToPath(new URL('../src/dates/calendars.json', import.meta.url)),
  `{"cldr":${JSON.stringify(process.versions.cldr)},"languages":{\n${languages.join(',\n')}\n}}\n`,
)
