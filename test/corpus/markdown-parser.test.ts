// The tree of Markdown is the one that the library makes with all of GitHub's syntax, whatever signs the text has.

import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, it } from 'vitest'
import { parseTree } from '../../src/corpus/markdown-parser.ts'
import fc from '../support/properties.ts'

const whole = unified().use(remarkParse).use(remarkGfm).freeze()

const pieces = fc.constantFrom(
  ...['a', 'b c', 'war', 'h', 'w', ' ', '\n', '\n\n', '- ', '> ', '1. ', '# ', '*', '**', '_', '`', '```\n', '~', '~~', '|', ':', '-', '--'],
  ...['|-|\n', ':-\n', '-:\n', 'a\n:-:\n', '[', ']', '[^', '[^1]', '[^1]: note\n', '[ ] ', '- [x] ', '(', ')', '<', '>', '&', '&amp;', '\\'],
  ...['@', 'a@b.org', '&#64;', '&commat;', 'http', 'https://a.org', 'HTTP://A.ORG', 'ftp://a.org', 'www', 'www.a.org', 'WWW.a', 'w&#119;w.a.org'],
  ...['http&colon;//a.org', 'mailto:a@b.org', 'xmpp:a@b.org', '.', ',', '"', 'é', '日本', '\t', '\r\n', '    ', '![^x]', '==='],
) // biome-ignore format: signs, in rows

describe('the tree of a text', () => {
  it('is the one of all syntax', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), parts => {
        const source = parts.join('')
        expect(parseTree(source)).toEqual(whole.parse(source))
      }),
      { numRuns: 600 },
    )
  })

  it.each([
    ['a table of one column without a line', 'war\n:-\npeace'],
    ['an address with a reference for its sign', 'Write to ann&#64;example.org or ann&commat;example.org.'],
    ['an address whose point is escaped', 'See www\\.example.org and http\\://example.org.'],
    ['a note that is called twice', 'One[^a] and two[^a].\n\n[^a]: A note.'],
    ['tasks', '- [ ] open\n- [x] done\n- [X] too'],
  ])('has %s', (_, source) => {
    expect(parseTree(source)).toEqual(whole.parse(source))
  })
})
