// Words near each other, as people ask for them: what is found, what is marked, in several languages and in every field.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { build } from '../support/fixtures.ts'

const FILES = {
  'en-near.md': '# One\n\nThe minister sold arms to the rebels. Nobody knew of the arms that were later lost.',
  'en-far.md': '# Two\n\nThe arms were old, heavy, rusty and useless for anybody who had ever fought in a war; the rebels sold them.',
  'en-turned.md': '# Three\n\nWeapons, selling at last: a weapon is sold.',
  'en-title.md': '# The rebels of the arms fair\n\n## Buyers sold\n\n### Arms\n\nNothing of the kind.',
  'en-stops.md': '# Five\n\nThe fall of Rome, the decline and fall of old Rome, and the sack of Rome; a cease-fire held near Rome.',
  'fr.md': "---\nlanguage: fr\n---\n# Six\n\nL'armée a livré des armes à l'école. Les écoles ont reçu des livres.",
  'de.md': '---\nlanguage: de\n---\n# Sieben\n\nDie Häuser wurden zerstört, und das zerstörte Haus am Fluss blieb stehen.',
  'ru.md': '---\nlanguage: ru\n---\n# Восемь\n\nОружие было продано повстанцам. Министр не знал о продаже.',
  'ar.md': '---\nlanguage: ar\n---\n# تسعة\n\nباع الوزير الأسلحة إلى المتمردين في المدينة القديمة.',
  'zh.md': '---\nlanguage: zh\n---\n# 十\n\n政府向叛军出售武器。',
} // biome-ignore format: a document a line

describe.each(['minisearch', 'packed'] as const)('words near each other (%s)', engine => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = (await build(FILES, undefined, afterAll, { engine })).bundle
  })
  const ask = async (q: string, more: Record<string, string> = {}) => {
    const answer = await search(bundle, parseSearchRequest({ q, facets: 'none', ...more }))
    return {
      found: [...new Set(answer.hits.map(({ passage }) => passage.document))].sort().join(' '),
      marked: answer.hits.flatMap(({ passage, highlights }) =>
        highlights.map(({ start, end }) => passage.text.slice(start, end)),
      ),
      notes: answer.query.notes,
    }
  } // biome-ignore format: as it reads

  it.each([
    // the number of words between
    ['minister NEAR/1 arms', 'en-near'], ['minister NEAR/0 arms', ''], ['sold NEAR/0 arms', 'en-near'], ['arms NEAR/3 rebels', 'en-near en-title'], ['arms NEAR/1 rebels', ''],
    ['arms NEAR/15 sold', 'en-near'], ['arms NEAR/18 sold', 'en-far en-near'], ['rebels NEAR/8 nobody', 'en-near'],
    // other ways to say it
    ['minister W/1 arms', 'en-near'], ['arms w/1 minister', 'en-near'], ['minister /1 arms', 'en-near'], ['minister N/1 arms', 'en-near'], ['minister WITHIN/1 arms', 'en-near'], ['minister AROUND(1) arms', 'en-near'], ['minister around(1) arms', 'en-near'], ['minister ADJ1 arms', 'en-near'],
    ['minister NEAR arms', 'en-near'], ['"minister arms"~1', 'en-near'], ['"arms minister"~1', 'en-near'], ['"minister arms"~0', ''],
    // in this order
    ['minister PRE/1 arms', 'en-near'], ['arms PRE/1 minister', ''], ['minister ADJ sold', 'en-near'], ['sold ADJ minister', ''],
    // forms of words, patterns, quotations, groups
    ['sell NEAR/2 weapon', 'en-turned'], ['selling NEAR/0 weapons', 'en-turned'], ['"weapon sold"~1', 'en-turned'], ['"weapon sell"~1', ''], ['min* NEAR/1 arm?', 'en-near'], ['/min.*/ NEAR/0 sold', 'en-near'],
    ['"sold arms" NEAR/2 rebels', 'en-near'], ['"arms sold" NEAR/2 rebels', ''], ['(arms OR weapons) NEAR/2 (sold OR lost)', 'en-near en-turned'], ['(arms weapons) NEAR/2 sold', 'en-near en-turned'], ['"mini* arms"~1', 'en-near'],
    // chains and stretches
    ['minister NEAR/0 sold NEAR/0 arms', 'en-near'], ['minister NEAR/0 sold NEAR/0 rebels', ''], ['minister NEAR/0 (sold NEAR/0 arms)', 'en-near'], ['"rebels arms sold"~2', 'en-near'], ['"rebels arms sold"~1', ''], ['"the the arms"~4', 'en-near en-title'], ['(minister AND arms) NEAR/1 sold', 'en-near'], ['(minister AND rebels) NEAR/1 sold', ''],
    // with other conditions
    ['minister NEAR/1 arms -lost', ''], ['-(minister NEAR/1 arms) arms', 'en-far en-title'], ['fall NEAR/1 rome OR minister NEAR/1 arms', 'en-near en-stops'], ['sold NEAR/1 arms AND lost', 'en-near'], ['weapons sold NEAR/1 arms', 'en-near'],
    // fields: a text does not go on in another
    ['title:(rebels NEAR/2 arms)', 'en-title'], ['title:rebels NEAR/2 title:arms', 'en-title'], ['text:(rebels NEAR/2 arms)', 'en-near'], ['headings:(sold NEAR/5 arms)', ''], ['headings:(buyers NEAR/5 sold)', 'en-title'],
    // common words, parts of words, gaps
    ['the NEAR/1 decline', 'en-stops'], ['"the * of Rome"', 'en-stops'], ['"fall of * Rome"', 'en-stops'], ['"fall * Rome"', 'en-stops'], ['"decline * * Rome"', ''], ['"decline * fall of * Rome"', 'en-stops'], ['"* sack of Rome *"', 'en-stops'], ['"the * of rom*"', 'en-stops'],
    ['cease-fire NEAR/2 Rome', 'en-stops'], ['ceasefire NEAR/2 Rome', 'en-stops'], ['cease-fire NEAR/0 Rome', ''],
    // languages
    ['armée NEAR/3 arme', 'fr'], ['armée NEAR/2 arme', ''], ['armes NEAR/2 école', 'fr'], ["armes NEAR/2 l'école", 'fr'], ['Haus NEAR/1 zerstört', 'de'], ['Häuser NEAR/0 zerstört', 'de'], ['"zerstörte Haus"~0', 'de'],
    ['продан NEAR/1 оружия', 'ru'], ['оружие NEAR/0 повстанцам', ''], ['الوزير NEAR/1 المتمردين', ''], ['الوزير NEAR/2 المتمردين', 'ar'], ['叛军 NEAR/2 武器', 'zh'], ['叛军 NEAR/1 武器', ''], ['政府 NEAR/1 叛军', 'zh'], ['武器 PRE/5 叛军', ''], ['"武器 叛军"~2', 'zh'],
  ])('%s finds %s', async (q, found) => expect((await ask(q as string)).found).toBe(found)) // biome-ignore format: a table

  it.each([
    ['arms NEAR/2 sold', ['sold', 'arms']],
    ['"minister arms"~1', ['minister', 'arms']],
    ['"sold arms" NEAR/2 rebels', ['sold arms', 'rebels']],
    ['叛军 NEAR/2 武器', ['叛军', '武器']],
    ['minister NEAR/1 arms lost', ['minister', 'arms', 'lost']],
    ['"fall * old Rome"', ['fall of old Rome']],
  ])('%s marks only what is near', async (q, marked) => expect((await ask(q)).marked).toEqual(marked))

  it('a distance without a note is measured', async () => {
    for (const q of [
      'minister NEAR/5 arms',
      '"minister arms"~5',
      'minister W/5 arms',
      'a* PRE/5 "the rebels"',
    ])
      expect((await ask(q)).notes, q).toEqual([])
  })

  it('explains the scores of its words', async () => {
    const { hits } = await search(bundle, parseSearchRequest({ q: 'minister NEAR/1 arms', explain: 'true' }))
    expect(JSON.stringify(hits[0]?.explanation)).toMatch(/minister.*arms/u)
  })
})
