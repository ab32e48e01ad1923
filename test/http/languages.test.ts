// Every word of a page is in the language of the page, whoever asks and however it is asked for.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Element, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Message, piecesOf } from '../../src/domain/message.ts'
import { dateText } from '../../src/web/words/dates.ts'
import { english } from '../../src/web/words/english.ts'
import { LANGUAGE_TAGS, LANGUAGES } from '../../src/web/words/languages.ts'
import { isScriptWord } from '../../src/web/words/script-words.ts'
import { type Spoken, say, speakAs } from '../../src/web/words/spoken.ts'
import type { WordKey, Words } from '../../src/web/words/words.ts'
import { build, ROOT } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

const KEYS = Object.keys(english) as WordKey[]

/** Without a letter of the Latin alphabet: whatever has one on a page is a word of the page. */
const GREEK = {
  'α.md':
    '---\ntitle: Η ειρήνη\nauthor: Άννα\nsource: Νέα\ndate: 2015-03-28\nτόπος: Αθήνα\n---\n\n# Κεφάλαιο\n\nΗ συνθήκη της ειρήνης στην Αθήνα και τη Σπάρτη.\n\nΔεύτερη παράγραφος για την ειρήνη στην Αθήνα, στις 5 Μαΐου 1994.\n\n## Μέρος\n\nΤρίτη παράγραφος: η Σπάρτη δεν ήθελε ειρήνη.\n',
  'β.md':
    '---\ntitle: Ο πόλεμος\nsource: Βήμα\ndate: 2019-01-02\nτόπος: Σπάρτη\n---\n\nΗ συνθήκη της ειρήνης στην Αθήνα και τη Σπάρτη.\n\nΟ πόλεμος της Σπάρτης με την Αθήνα.\n',
  'γ.md': '---\ntitle: Χωρίς χρόνο\n---\n\nΤίποτα για την Αθήνα και τη Σπάρτη μαζί.\n',
}
const ENTITIES =
  'add:\n  - name: Αθήνα\n    type: place\n  - name: Σπάρτη\n    type: organization\n    aliases: [Σπάρτης]\n'

/** English with each letter in a form of its own. */
function marked(words: Words): Words {
  const mark = (text: string): string =>
    piecesOf(text, 'en', 0)
      .map(piece =>
        'gap' in piece
          ? `{${piece.gap}}`
          : piece.text.replaceAll(/[A-Za-z]/gu, letter =>
              String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0),
            ),
      )
      .join('')
  const markedMessage = (message: Message): Message =>
    typeof message === 'string'
      ? mark(message)
      : (Object.fromEntries(Object.entries(message).map(([form, text]) => [form, mark(text)])) as Message)
  return Object.fromEntries(KEYS.map(key => [key, markedMessage(words[key])])) as Words
}

const PSEUDO: Spoken = {
  tag: 'el',
  direction: 'ltr',
  words: marked(english),
  isNamed: true,
  address: '/?q=α',
}

async function inPseudo<T>(run: () => Promise<T>): Promise<T> {
  const before = speakAs(() => PSEUDO)
  try {
    return await run()
  } finally {
    speakAs(before)
  }
}

const SPOKEN_ATTRIBUTES = ['ariaLabel', 'title', 'placeholder', 'alt', 'dataSaid'] as const

/** What is no word of the page: programs' text, what is said to be in English or the same in all languages, references, names of files. */
function isApart({ tagName, properties }: Element): boolean {
  return (
    ['script', 'style', 'code', 'kbd', 'cite', 'pre', 'textarea'].includes(tagName) ||
    properties['lang'] === 'en' ||
    properties['hrefLang'] !== undefined ||
    properties['translate'] === 'no'
  )
}

/** Operators of the query language, formats, the ending of a file. */
const IN_ALL_LANGUAGES = /\b(?:NEAR|OR|AND|APA|Chicago|BibTeX|RIS|CSL-JSON|Markdown|md)\b/gu

function hasLatin(text: string): boolean {
  return /[A-Za-z]/u.test(text.replaceAll(IN_ALL_LANGUAGES, ''))
}

function wordsOutside(node: Nodes): string[] {
  if (node.type === 'text') return hasLatin(node.value) ? [node.value.trim()] : []
  if (node.type !== 'element' && node.type !== 'root') return []
  if (node.type === 'element' && isApart(node)) return []
  const attributes =
    node.type !== 'element'
      ? []
      : SPOKEN_ATTRIBUTES.flatMap(name => {
          const value = node.properties[name]
          return typeof value === 'string' && hasLatin(value) ? [`${name}: ${value}`] : []
        })
  return [...attributes, ...node.children.flatMap(wordsOutside)]
}

describe('a page', () => {
  it('has no text outside the words of its language', { timeout: 120_000 }, async () => {
    const { out, corpus } = await build({ ...GREEK, 'entities.yaml': ENTITIES })
    const ready = await serve(out, { corpus, adminKey: 'κλειδί' })
    const { body } = await ready.json('/v1/search?q=%CF%83%CF%85%CE%BD%CE%B8%CE%AE%CE%BA%CE%B7')
    const { hits } = body as { hits: { passage: { id: string; document: string } }[] }
    const [hit] = hits
    const { body: named } = await ready.json('/v1/entities')
    const { entities } = named as { entities: { id: string }[] }
    const passage = hit?.passage.id ?? ''
    const q = encodeURIComponent('ειρήνη Αθήνα')
    const paths = [
      '/',
      `/?q=${q}`,
      `/?q=${q}&open=${passage}&explain=true`,
      `/?q=${encodeURIComponent('ειρήνη')}&explain=true&group=copies&sort=newest`,
      `/?q=${q}&prefix=last&anySource=${encodeURIComponent('Νέα')}&anySource=${encodeURIComponent('Βήμα')}&from=2010`,
      `/?q=${encodeURIComponent('"ειρήνη πόλεμος" ανύπαρκτο')}&match=all&from=2010&to=2016`,
      `/?q=${encodeURIComponent('ειρήνι (πόλεμος ψξ: NEAR θάλασσα OR ψψ* "α')}&match=all`,
      '/?from=χθες&to=αύριο',
      `/?anySource=${encodeURIComponent('Άγνωστη')}`,
      ...entities.map(({ id }) => `/?anyEntity=${encodeURIComponent(id)}`),
      ...entities.map(({ id }) => `/entities/${encodeURIComponent(id)}`),
      ...entities
        .slice(0, 1)
        .flatMap(({ id }) => [
          `/entities/${encodeURIComponent(id)}?correct=retype&to=group`,
          `/entities/${encodeURIComponent(id)}?correct=merge&into=${encodeURIComponent('Σπάρτη')}`,
          `/entities/${encodeURIComponent(id)}?correct=merge&into=ψ`,
        ]),
      '/network',
      '/network?q=ψψψψ',
      '/map',
      '/map?q=ψψψψ',
      '/facets/source',
      '/facets/place?name=ψ',
      '/documents',
      '/documents?q=ψ',
      `/documents/${hit?.passage.document}`,
      `/documents/${hit?.passage.document}?q=${q}`,
      `/passages/${passage}?q=${q}`,
      `/reader/${passage}`,
      '/entities',
      '/entities?q=ψ&sort=name',
      '/entities?type=place',
      '/workspace',
      `/workspace?passage=${passage}&passage=α`,
      '/searches',
      `/searches?q=${q}&notSource=${encodeURIComponent('Νέα')}`,
      '/batch',
      '/ingest',
      '/ψ',
      '/documents/ψ',
      '/?limit=ψ',
      '/reference',
    ]
    const outside: Record<string, string[]> = {}
    const posted = new URLSearchParams({ list: 'Αθήνα\nψψ', as: 'names', format: 'page' })
    await inPseudo(async () => {
      const look = async (name: string, response: Response): Promise<void> => {
        const tree = fromHtml((await response.text()).replaceAll(/· Lede<\/title>/gu, '</title>'))
        const found = wordsOutside(tree)
        if (found.length > 0) outside[name] = [...new Set(found)]
      }
      for (const path of paths) await look(path, await fetch(ready.url + path))
      await look('batch', await fetch(`${ready.url}/batch`, { method: 'POST', body: posted }))
      await look(
        'no list',
        await fetch(`${ready.url}/batch`, { method: 'POST', body: new URLSearchParams({ list: '' }) }),
      )
      const form = new FormData()
      form.set('key', 'κλειδί')
      form.set('files', new File(['# Νέο\n\nΚείμενο της Αθήνας.'], 'δ.md'))
      await look('added', await fetch(`${ready.url}/ingest`, { method: 'POST', body: form }))
      await look('no key', await fetch(`${ready.url}/ingest`, { method: 'POST', body: new FormData() }))
      const closed = await serve(out)
      await look('no folder', await fetch(`${closed.url}/ingest`))
      const { out: empty } = await build({ 'α.md': '---\ntitle: Κενό\n---\n' })
      const nothing = await serve(empty)
      await look('empty', await fetch(nothing.url))
    })
    expect(outside).toEqual({})
  })

  it('is in the language that the browser prefers, or the address names', async () => {
    const { out } = await build(GREEK)
    const { url } = await serve(out)
    const langOf = async (path: string, accepted?: string) => {
      const headers = accepted === undefined ? {} : { 'accept-language': accepted }
      const response = await fetch(url + path, { headers })
      const [, tag, direction] = /<html lang="(\w+)" dir="(\w+)">/u.exec(await response.text()) ?? []
      expect(response.headers.get('content-language')).toBe(tag)
      expect(response.headers.get('vary')).toContain('accept-language')
      return `${tag} ${direction}`
    }
    expect(await langOf('/')).toBe('en ltr')
    expect(await langOf('/', 'de-AT,de;q=0.9,en;q=0.5')).toBe('de ltr')
    expect(await langOf('/', 'it, fr;q=0.4, en;q=0.3')).toBe('fr ltr')
    expect(await langOf('/documents', 'ar-EG')).toBe('ar rtl')
    expect(await langOf('/?lang=ru', 'de')).toBe('ru ltr')
    expect(await langOf('/?lang=xx', 'es')).toBe('es ltr')
    expect(await langOf('/nowhere?lang=fr')).toBe('fr ltr')
    expect(await langOf('/passages/nothing?lang=ar')).toBe('ar rtl')
    expect(await langOf('/?lang=de-AT', 'en')).toBe('de ltr')
    expect(await (await fetch(`${url}/?lang=de-AT`)).text()).toContain('lang=de')
  })

  it('offers itself in other languages whatever its address is', async () => {
    const { out } = await build(GREEK)
    const { url } = await serve(out)
    for (const path of ['//', '///', '//a%20b', '//h//other.example/', '/?q=a&lang=fr']) {
      const response = await fetch(url + path)
      expect([path, response.status]).toEqual([path, path.startsWith('//') ? 404 : 200])
      const [, links = ''] = /<nav id="languages"[^>]*>(.*?)<\/nav>/su.exec(await response.text()) ?? []
      const hrefs = [...links.matchAll(/href="([^"]*)"/gu)].map(([, href]) => href)
      expect(hrefs).toHaveLength(LANGUAGE_TAGS.length)
      for (const href of hrefs) expect(href).toMatch(/^\?(?:q=a&amp;)?lang=\w\w$/u)
    }
  })

  it.each(['999999', '2000-99', '2001-02-30', '-123456'])(
    'names the day %s, which is none, as it is',
    async day => {
      const { out } = await build(GREEK)
      const { url } = await serve(out)
      expect((await fetch(`${url}/?entity=date:${day}&lang=de`)).status).toBe(200)
    },
  )

  it('keeps the language that its address names in every link and form', async () => {
    const { out } = await build({ ...GREEK, 'entities.yaml': ENTITIES })
    const { url } = await serve(out)
    const seen = new Set<string>()
    const queue = [`/?lang=de`, `/?q=${encodeURIComponent('ειρήνη')}&lang=de`]
    for (let path = queue.shift(); path !== undefined && seen.size < 150; path = queue.shift()) {
      if (seen.has(path)) continue
      seen.add(path)
      const response = await fetch(url + path)
      expect(response.headers.get('content-language'), path).toBe('de')
      const page = await response.text()
      for (const [, form = ''] of page.matchAll(/<form (?:.(?!<\/form>))*.<\/form>/gsu))
        if (form.includes('method="get"')) expect(form, path).toContain('name="lang" value="de"')
      for (const [, attributes = '', href = ''] of page.matchAll(/<a ([^>]*?)href="([^"]*)"/gu)) {
        if (!href.startsWith('/') || /hreflang/u.test(attributes) || /^\/(?:v1\/|openapi\.json)/u.test(href))
          continue
        const [to = ''] = href.replaceAll('&amp;', '&').split('#')
        if (page.includes(`href="${href}" lang="`)) continue
        expect(new URL(to, url).searchParams.getAll('lang'), `${path} leads to ${href}`).toEqual(['de'])
        queue.push(to)
      }
    }
    expect(seen.size).toBeGreaterThan(40)
  })

  it('leaves documents their own language and direction', async () => {
    const { out } = await build(GREEK)
    const { url } = await serve(out)
    const page = await (await fetch(`${url}/?q=${encodeURIComponent('ειρήνη')}&lang=ar`)).text()
    expect(page).toMatch(/<blockquote [^>]*dir="auto"/u)
  })
})

describe('the words', () => {
  it.each(LANGUAGE_TAGS)('of %s have the gaps of the English ones in every form', tag => {
    const gapsOf = (message: Message): Set<string> =>
      new Set(
        (typeof message === 'string' ? [message] : Object.values(message)).flatMap(text =>
          piecesOf(text, 'en', 0).flatMap(piece => ('gap' in piece ? [piece.gap] : [])),
        ),
      )
    const rules = new Intl.PluralRules(tag)
    const many = new Set<string>(Array.from({ length: 200 }, (_, at) => rules.select(at + 3)))
    for (const key of KEYS) {
      const message: Message = LANGUAGES[tag][key]
      expect([...gapsOf(message)].sort(), key).toEqual([...gapsOf(english[key])].sort())
      if (typeof message === 'string' || !gapsOf(message).has('n')) continue
      for (const [form, text] of Object.entries(message))
        if (many.has(form)) expect(gapsOf(text), `${key}: ${text}`).toContain('n')
    }
  })

  it('of a number have a form for every number of the language', () => {
    for (const tag of LANGUAGE_TAGS) {
      const rules = new Intl.PluralRules(tag)
      for (const key of KEYS) {
        const message: Message = LANGUAGES[tag][key]
        if (typeof message === 'string') continue
        for (const n of [0, 1, 2, 3, 5, 11, 21, 22, 25, 100, 103, 1234])
          expect(message[rules.select(n)], `${tag} ${key} of ${n}`).toBeDefined()
      }
    }
  })

  it('are all used', () => {
    const sources = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
        entry.isDirectory()
          ? entry.name === 'words'
            ? []
            : sources(join(folder, entry.name))
          : [readFileSync(join(folder, entry.name), 'utf8')],
      )
    const code = [
      ...sources(join(ROOT, 'src/web')),
      ...sources(join(ROOT, 'src/http')),
      readFileSync(join(ROOT, 'src/web/words/dates.ts'), 'utf8'),
    ].join('\n')
    const made = [...code.matchAll(/`([a-z.]+\.)\$\{/gu)].map(([, stem = '']) => stem)
    const unused = KEYS.filter(key => !code.includes(`'${key}'`) && !made.some(stem => key.startsWith(stem)))
    expect(unused).toEqual([])
  })

  it('that the script says come with it', () => {
    const folder = join(ROOT, 'src/web/client')
    const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name => readFileSync(join(folder, name), 'utf8'))
      .join('\n')
    const said = KEYS.filter(key => code.includes(`'${key}'`))
    expect(said.length).toBeGreaterThan(30)
    expect(said.filter(key => !isScriptWord(key))).toEqual([])
  })
})

describe('dates and numbers', () => {
  const speakIn = (tag: (typeof LANGUAGE_TAGS)[number]): void => {
    const before = speakAs(() => ({
      tag,
      direction: 'ltr',
      words: LANGUAGES[tag],
      isNamed: false,
      address: '/',
    }))
    onTestFinished(() => void speakAs(before))
  }

  it.each([
    ['en', '5–7 May 1994', '20th century', '1990s', '44 BC', '5 May', '1,234 passages'],
    ['de', '5.–7. Mai 1994', '20. Jahrhundert', '1990er Jahre', '44 v. Chr.', '5. Mai', '1.234 Passagen'],
    ['fr', '5–7 mai 1994', '20e siècle', 'années 1990', '44 av. J.-C.', '5 mai', '1 234 passages'],
    ['ru', '5–7 мая 1994 г.', '20-й век', '1990-е годы', '44 г. до н. э.', '5 мая', '1 234 отрывка'],
  ] as const)('are written as %s writes them', (tag, span, century, decade, before, day, count) => {
    speakIn(tag)
    const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F\u2009]/gu, ' ')
    expect(plain(dateText('1994-05-05/1994-05-07'))).toBe(span)
    expect(dateText('1901/2000')).toBe(century)
    expect(dateText('1990/1999')).toBe(decade)
    expect(plain(dateText('-0043'))).toBe(before)
    expect(dateText('--05-05')).toBe(day)
    expect(plain(say('count.passages', { n: 1234 }))).toBe(count)
    expect(dateText('no date')).toBe('no date')
  })
})
