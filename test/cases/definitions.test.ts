// What a short form stands for: what the text defines it as, and neither the last word of that nor a state after an address.
import { afterAll, expect, it } from 'vitest'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { build } from '../support/fixtures.ts'

/** How the notes of a search say that a word was also searched as another. */
async function notesOf(files: Readonly<Record<string, string>>, q: string): Promise<string> {
  const { bundle } = await build(files, undefined, afterAll)
  const { query } = await search(bundle, parseSearchRequest({ q, facets: 'none' }))
  return query.notes.join(' ')
}

it.each([
  ['The Reserve Bank of Zimbabwe (RBZ) raised its rate. The RBZ said so on Monday in Harare, Zimbabwe.', 'Zimbabwe', 'RBZ'],
  ['She studied at the Vietnam National University, Hanoi (VNU). Hanoi is far from her village.', 'Hanoi', 'VNU'],
  ['The Olympic Council of Asia (OCA) met in Doha. The OCA chose a host in Asia.', 'Asia', 'OCA'],
  ['Write to the Community Service Agency, San Rafael (CA). The agency answers within a week.', 'Community Service Agency', 'CA'],
  ['The mill stood in Boulder and in Coal Creek (CO). It closed in 1931, and Boulder forgot it.', 'Coal Creek', 'CO'],
])('%s: %s is not %s', async (text, name, short) => {
  expect(await notesOf({ 'a.md': `# News\n\n${text}` }, name)).not.toContain(`“${short}”`)
}) // biome-ignore format: a row a line

it.each([
  ['The World Food Programme (WFP) sent rice. The WFP sent oil.', 'WFP', 'World Food Programme'],
  ['Nagorno-Karabakh (NK) was quiet. Nobody was seen in NK.', 'NK', 'Nagorno-Karabakh'],
  ['Talks in the European Union (EU) went on. The EU had hoped for more.', 'EU', 'European Union'],
])('%s: %s is %s', async (text, short, long) => {
  expect(await notesOf({ 'a.md': `# News\n\n${text}` }, short)).toContain(`“${long}”`)
}) // biome-ignore format: a row a line

it('what one document defines is not what others mean by it most of the time', async () => {
  const others = Object.fromEntries(Array.from({ length: 3 }, (_, at) => [`${at}.md`, '# Rice\n\nThe World Food Programme (WFP) sent rice. The WFP sent oil, and the WFP sent salt.'])) // biome-ignore format: a file
  const files = { ...others, 'odd.md': '# Prizes\n\nThe Winnipeg Film Prize (WFP) went to Ann Lee.' }
  expect(await notesOf(files, 'WFP')).toContain('“World Food Programme”')
  expect(await notesOf(files, 'WFP')).not.toContain('“Winnipeg Film Prize”')
})
