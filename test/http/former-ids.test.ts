// A link to a name goes on to lead there after somebody merged, retyped or renamed it.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { EntityPage } from '../../src/search/entities.ts'
import type { SearchPage } from '../../src/search/search.ts'
import { build } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

const FILES = {
  'a.md': 'The delegation of Kazakhstan met Armen Sarkissian in Yerevan.\n',
  'b.md': 'Armen Sarkissian left Yerevan for Tbilisi, and Kazakhstan was silent.\n',
}
const PERSON = 'person:armen-sarkissian'

async function corrected(entries: string, files: Record<string, string> = FILES) {
  const { out } = await build({ ...files, 'entities.yaml': entries })
  const server = await serve(out)
  const entity = async (id: string) => (await server.json(`/v1/entities/${id}`)).body as EntityPage
  const total = async (id: string) => (await server.json(`/v1/search?entity=${id}`)).body as SearchPage
  return { out, server, entity, total }
}

it.each([
  ['merged', `merge: [{ into: place:tbilisi, from: [place:yerevan] }]`, 'place:yerevan', 'place:tbilisi'],
  ['retyped', `retype: [{ entity: ${PERSON}, to: work }]`, PERSON, 'work:armen-sarkissian'],
  ['renamed', `rename: [{ entity: ${PERSON}, to: A. Sarkissian }]`, PERSON, 'person:a-sarkissian'],
  [
    'merged and renamed',
    `merge: [{ into: place:tbilisi, from: [place:yerevan] }]\nrename: [{ entity: place:tbilisi, to: Tiflis }]`,
    'place:yerevan',
    'place:tiflis',
  ],
])('%s: page, interface and filters', async (_, entries, old, now) => {
  const { server, entity, total } = await corrected(entries)
  expect(await entity(old)).toMatchObject({ entity: { id: now, formerIds: expect.arrayContaining([old]) } })
  expect(await entity(old)).toEqual(await entity(now))
  const moved = await fetch(`${server.url}/entities/${old}?lang=de`, { redirect: 'manual' })
  expect([moved.status, moved.headers.get('location'), moved.headers.get('cache-control')]).toEqual([
    308,
    `/entities/${encodeURIComponent(now)}?lang=de`,
    'no-cache',
  ])
  const page = await (await fetch(`${server.url}/entities/${old}`)).text()
  expect(page).toMatch(/Earlier ids, before corrections: /u)
  const found = await total(old)
  expect(found.total).toBeGreaterThan(0)
  expect(found.total).toBe((await total(now)).total)
  expect(found.query.notes.join(' ')).toContain(`${old} was corrected and is ${now}`)
})

it('a name that was dropped leads nowhere, and an id that is taken leads to who has it', async () => {
  const { server } = await corrected(`drop: [{ entity: ${PERSON} }]`)
  expect((await fetch(`${server.url}/entities/${PERSON}`)).status).toBe(404)
  const entries = `rename: [{ entity: place:tbilisi, to: Yerevan }, { entity: place:yerevan, to: Erivan }]`
  const taken = await corrected(entries)
  expect(await taken.entity('place:yerevan')).toMatchObject({ entity: { id: 'place:yerevan' } })
  expect((await taken.entity('place:tbilisi')).entity.id).toBe('place:yerevan')
})

it('nothing is written of it where nothing was corrected, and the same bytes where something was', async () => {
  const plain = await corrected('add: []')
  expect(await readFile(join(plain.out, 'entities.jsonl'), 'utf8')).not.toContain('formerIds')
  const entries = `rename: [{ entity: ${PERSON}, to: A. Sarkissian }]`
  const [one, other] = [await corrected(entries), await corrected(entries)]
  expect(await readFile(join(one.out, 'entities.jsonl'))).toEqual(
    await readFile(join(other.out, 'entities.jsonl')),
  )
})
