import { describe, expect, it } from 'vitest'
import { getPassage } from '../../src/search/passages.ts'
import { type References, references } from '../../src/search/references.ts'
import { build, passagesOf } from '../support/fixtures.ts'

async function cited(frontMatter: string): Promise<References> {
  const { bundle } = await build({ 'talks/a.md': `---\n${frontMatter}\n---\n\nThe armistice was signed.\n` })
  const [passage] = passagesOf(bundle)
  return references(bundle, getPassage(bundle, passage?.id ?? ''))
}

describe('references', () => {
  it('turn the names of people, and leave those of others', async () => {
    const { apa, chicago, csl, bibtex } = await cited(
      'title: What Was Signed\nauthors: [Anna Maria van der Berg, Jean-Paul Roy Jr., Reuters News Agency]\nsource: Daily Star\ndate: 2020-10-26\nurl: https://example.org/a',
    )
    expect(apa).toEqual({
      reference:
        'van der Berg, A. M., Roy, J.-P., Jr., & Reuters News Agency. (2020, October 26). What Was Signed. Daily Star. https://example.org/a',
      inText: '(van der Berg et al., 2020, para. 1)',
    })
    expect(chicago).toBe(
      'Anna Maria van der Berg, Jean-Paul Roy Jr., and Reuters News Agency, “What Was Signed,” Daily Star, October 26, 2020, para. 1, https://example.org/a.',
    )
    expect(csl).toEqual({
      id: 'talks/a',
      type: 'article-newspaper',
      title: 'What Was Signed',
      author: [
        { family: 'van der Berg', given: 'Anna Maria' },
        { family: 'Roy', given: 'Jean-Paul', suffix: 'Jr.' },
        { literal: 'Reuters News Agency' },
      ],
      issued: { 'date-parts': [[2020, 10, 26]] },
      'container-title': 'Daily Star',
      URL: 'https://example.org/a',
    })
    expect(bibtex).toBe(
      [
        '@article{talksa,',
        '\tauthor = {van der Berg, Anna Maria and Roy, Jr., Jean-Paul and {Reuters News Agency}},',
        '\tjournal = {Daily Star},',
        '\tyear = {2020},',
        '\tmonth = oct,',
        '\tday = {26},',
        '\tnote = {Paragraph 1},',
        '\ttitle = {What {Was} {Signed}},',
        '\turl = {https://example.org/a},',
        '\thowpublished = {https://example.org/a},',
        '}',
      ].join('\n'),
    )
  })

  it('do without what a document lacks', async () => {
    const { apa, chicago, csl } = await cited('title: Who Signed?')
    expect(apa).toEqual({ reference: 'Who Signed? (n.d.).', inText: '(Who Signed?, n.d., para. 1)' })
    expect(chicago).toBe('“Who Signed?,” n.d., para. 1.')
    expect(csl).toEqual({ id: 'talks/a', type: 'document', title: 'Who Signed?' })
    expect((await cited('title: A\ndate: 2020-10')).chicago).toBe('“A,” October 2020, para. 1.')
    expect((await cited('title: A\nauthor: 王小明\ndate: 2020')).apa.reference).toBe('王小明. (2020). A.')
  })

  it('escape what BibTeX would read', async () => {
    const { bibtex } = await cited('title: "50% of {R&D} costs $5 #1_a ~ ^ \\\\"')
    expect(bibtex).toContain('50\\% of')
    expect(bibtex).toMatch(/\\&.*\\textdollar\{\}5 \\#1\\textunderscore\{\}a \\textasciitilde\{\}/u)
    expect(bibtex).toContain('\\textbraceleft{}')
  })
})
