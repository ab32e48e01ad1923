import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { MailThreads } from '../../src/build/mail-threads.ts'
import { openBundle } from '../../src/bundle/open-bundle.ts'
import type { DocumentMetadata } from '../../src/domain/document.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { temporaryFolder } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const message = (
  id: string,
  answers: string | null = null,
  references: readonly string[] = [],
): DocumentMetadata => ({
  title: '',
  date: null,
  authors: [],
  source: null,
  url: null,
  language: null,
  standfirst: null,
  meta: {
    'message-id': [id],
    ...(answers === null ? {} : { 'in-reply-to': [answers] }),
    ...(references.length === 0 ? {} : { references }),
  },
})

function threadsOf(messages: readonly DocumentMetadata[]): (string | null)[] {
  const threads = new MailThreads()
  for (const one of messages) threads.add(one)
  threads.settle()
  return messages.map(one => threads.threadOf(one))
}

describe('a thread', () => {
  it('has a message and all that answer it, by way of others too', () => {
    expect(threadsOf([message('c', 'b'), message('a'), message('b', 'a'), message('z')])).toEqual([
      'a',
      'a',
      'a',
      null,
    ])
  })

  it('holds together by a message that is not there', () => {
    expect(threadsOf([message('b', null, ['a']), message('c', null, ['a'])])).toEqual(['a', 'a'])
    expect(threadsOf([message('b', null, ['a'])])).toEqual([null])
  })

  it('of messages that answer each other in a circle is one', () => {
    expect(new Set(threadsOf([message('a', 'b'), message('b', 'c'), message('c', 'a')])).size).toBe(1)
  })

  it('has the same messages in whatever order they come', () => {
    const answers = fc.array(fc.option(fc.nat(9), { nil: null }), { minLength: 2, maxLength: 10 })
    fc.assert(
      fc.property(answers, parents => {
        const messages = parents.map((parent, at) => message(`m${at}`, parent === null ? null : `m${parent}`))
        const groups = (order: readonly DocumentMetadata[]): string[] => {
          const found = threadsOf(order)
          const named = order.map(
            (one, at) => [found[at] ?? null, one.meta['message-id']?.[0] ?? ''] as const,
          )
          const whole = Map.groupBy(named, ([thread, id]) => thread ?? id)
          return [...whole.values()]
            .map(own =>
              own
                .map(([, id]) => id)
                .sort()
                .join(' '),
            )
            .sort()
        }
        expect(groups(messages.toReversed())).toEqual(groups(messages))
      }),
    )
  })
})

it('a search keeps to a thread', async () => {
  const folder = await temporaryFolder()
  const mail = (name: string, head: string, text: string): void =>
    writeFileSync(
      join(folder, `${name}.eml`),
      `From: Ann <ann@one.example>\nSubject: ${name}\nMessage-ID: <${name}@one.example>\n${head}\n${text}\n`,
    )
  mail('plan', '', 'The plan is to repair the weir in spring.')
  mail('answer', 'In-Reply-To: <plan@one.example>\n', 'The weir cannot wait until spring.')
  mail('last', 'References: <plan@one.example>\n <answer@one.example>\n', 'Then the weir is repaired now.')
  mail('other', '', 'Another weir, upstream.')
  const out = join(await temporaryFolder(), 'index')
  await buildBundle({ sources: [folder], out })
  const bundle = await openBundle(out)
  const found = await search(bundle, parseSearchRequest({ q: 'weir', 'meta.thread': '<plan@one.example>' }))
  expect(found.hits.map(({ document }) => document.id).sort()).toEqual(['answer', 'last', 'plan'])
})
