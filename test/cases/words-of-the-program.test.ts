// Words that JavaScript gives a meaning of their own, `constructor` and its like, are words like any other wherever they stand.
import { expect, it } from 'vitest'
import { build, passagesOf } from '../support/fixtures.ts'

const NAMES = Object.getOwnPropertyNames(Object.prototype)
const SPACED = NAMES.join(' ')
const WRITTEN = [
  `The ${SPACED} of 5 May 1994.`,
  ...NAMES.map(name => `${name} 2020; May 5, ${name}; ${name}'s ${name}, l’${name} and Mr. ${name}.`),
].join('\n\n')

it('such words stop no build, in text, metadata, tags and keys, in any language', async () => {
  const keys = NAMES.map(name => `${name}: ${name}`).join('\n')
  const { bundle, report } = await build({
    'text.md': `# ${SPACED}\n\n${NAMES.map(name => `${name}: ${name}`).join('\n\n')}\n\n${WRITTEN}\n`,
    'plain.txt': WRITTEN,
    'keys.md': `---\n${keys}\nlanguage: constructor\ndate: constructor\nauthor: [constructor, toString]\n---\n\n${WRITTEN}\n`,
    'french.md': `---\nlanguage: fr\n---\n\nLe ${SPACED} du 5 mai 1994.\n`,
    'page.html': `<p>Tags</p>${NAMES.map(name => `<${name}>${name}</${name}>`).join('')}`,
    'lines.jsonl': `${NAMES.map(name => JSON.stringify({ id: name, text: `A ${name}.`, [name]: name })).join('\n')}\n`,
    'mail.eml': `Subject: constructor\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n${SPACED}\n--b\nContent-Type: constructor\n\n${SPACED}\n--b--\n`,
  })
  expect(report.problems.filter(({ rule }) => rule === 'uninterpretable-file')).toEqual([])
  const texts = passagesOf(bundle).map(({ text }) => text)
  for (const name of NAMES) expect(texts.join(' ')).toContain(`${name} 2020`)
})
