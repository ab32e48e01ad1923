// Plain text as programs and people set it: sayings between signs, lists within lists, commands, signatures, change logs, notices of rights.
import { describe, expect, it } from 'vitest'
import { splitFile } from '../support/fixtures.ts'

async function read(source: string, name = 'a.txt') {
  const { document, passages } = await splitFile(name, source)
  return { title: document.metadata.title, passages, texts: passages.map(({ text }) => text) }
}

describe('a line of one sign parts what stands above and below it', () => {
  it.each([
    ['sayings', 'Wer rastet, der rostet.\n%\nMorgenstund hat\nGold im Mund.\n%\nEile mit Weile.\n', ['Wer rastet, der rostet.', 'Morgenstund hat Gold im Mund.', 'Eile mit Weile.']],
    ['parts of an item', 'La vanne est ouverte.\n+\nElle se ferme à midi.\n+\nPuis le gardien part.\n', ['La vanne est ouverte.', 'Elle se ferme à midi.', 'Puis le gardien part.']],
    ['a paragraph of a licence', 'Разрешается всё.\n.\nГарантий нет.\n', ['Разрешается всё.', 'Гарантий нет.']],
    ['a comment', 'El molino se cierra.\n*\nLa presa queda.\n', ['El molino se cierra.', 'La presa queda.']],
  ])('%s', async (_, source, expected) => {
    expect((await read(source)).texts).toEqual(expected)
  }) // biome-ignore format: one row a line

  it('and is no rule below a heading', async () => {
    const { passages } = await read('Fin\n%\nAprès la fin, le pont était fermé.\n')
    expect(passages.map(({ text, headings }) => [text, headings])).toEqual([
      ['Fin', []],
      ['Après la fin, le pont était fermé.', []],
    ])
  })
})

describe('items of a list', () => {
  it.each([
    ['with a plus', '* weir\n  + gate\n  + sluice\n', ['* weir', '+ gate', '+ sluice']],
    ['of a third level', '  + Tor\n      o Angel\n      o Riegel\n', ['+ Tor', 'o Angel', 'o Riegel']],
    ['with numbers', 'Étapes :\n1. fermer\n2. vider\n', ['Étapes :', '1. fermer', '2. vider']],
  ])('stand apart: %s', async (_, source, expected) => {
    expect((await read(source)).texts).toEqual(expected)
  }) // biome-ignore format: one row a line

  it.each([
    'The commission heard the keeper of the weir and the clerk of the town council\n(DD) before it closed the inquiry into the flood of the lower meadows that day.',
    'Le gardien a dit que la vanne du moulin était restée ouverte pendant la nuit du\n12. août et que personne ne l’avait su avant que le pont ne soit emporté par les eaux.',
    'La comisión oyó al guarda de la presa, que no supo decir si la abrió él mismo\no la abrió el alcalde antes de que el agua llegase a los prados del otro lado.',
  ])('are not begun by a word that a wrapped line begins with: %s', async source => {
    expect((await read(source)).texts).toEqual([source.replace('\n', ' ')])
  })
})

/** Paragraphs that tell how wide the text is set. */
const WIDE = Array.from(
  { length: 3 },
  (_, at) =>
    `${'The keeper of the weir told the commission what he had seen that night. '.trim()}\n${'He had closed the gate at noon and opened it again when the water rose, '.trim()}\nand nobody asked him why until the year ${at + 1901}.`,
).join('\n\n')

describe('lines that their writer ended', () => {
  it.each([
    ['commands, indented', '    cd weir\n    make all\n', 'cd weir\nmake all'],
    ['a name below a saying', 'Nothing is as patient as the water that stands behind a closed gate.\n\t\t-- A keeper\n', 'Nothing is as patient as the water that stands behind a closed gate.\n-- A keeper'],
    ['a term with what it means', '-g::\n\tOpens the gate of the weir and leaves it open until somebody closes it\n\tagain by hand.\n', '-g::\nOpens the gate of the weir and leaves it open until somebody closes it again by hand.'],
    ['a line of capitals over a paragraph', 'LAGE\nDas Wehr steht offen, und das Wasser fällt seit dem Mittag um eine Handbreit\nje Stunde, sagt der Wärter.\n', 'LAGE\nDas Wehr steht offen, und das Wasser fällt seit dem Mittag um eine Handbreit je Stunde, sagt der Wärter.'],
  ])('stay lines: %s', async (_, source, expected) => {
    expect((await read(`${WIDE}\n\n${source}`)).texts.at(-1)).toBe(expected)
  }) // biome-ignore format: one row a line

  it('are told from those that the margin ends', async () => {
    const { texts } = await read(WIDE)
    expect(texts).toHaveLength(3)
    for (const text of texts) expect(text).not.toContain('\n')
  })
})

describe('words set with a space after each letter', () => {
  it.each([
    ['W i l l k o m m e n   b e i m   W e h r', 'Willkommen beim Wehr'],
    ['V e r t r a u l i c h', 'Vertraulich'],
    ['B e m - v i n d o   à   r e p r e s a   -  versão 2', 'Bem-vindo à represa - versão 2'],
    ['П л о т и н а   о т к р ы т а', 'Плотина открыта'],
    ['The letters h j k l lead on', 'The letters h j k l lead on'],
    ['A B C D E F', 'A B C D E F'],
    ['x y z', 'x y z'],
  ])('are words again: %s', async (line, expected) => {
    expect((await read(`The gate is closed, and the keeper has left.\n\n${line}\n`)).texts.at(-1)).toBe(
      expected,
    )
  })

  it('stand in the title without the signs that frame it', async () => {
    const { title, texts } = await read(`${'='.repeat(40)}\n=   L a   v a n n e   f e r m é e  -  2   =\n${'='.repeat(40)}\n\nLe gardien est parti.\n`)
    expect([title, texts]).toEqual(['La vanne fermée - 2', ['Le gardien est parti.']])
  }) // biome-ignore format: one file a line
})

describe('a rule below a line', () => {
  it.each([
    ['makes no heading of a sentence', `Das Wehr ist offen, und das Tor ist zu.\n${'~'.repeat(39)}\n\nDer Wärter kam am Abend wieder.\n`, []],
    ['makes one of what is none', `El molino y la presa\n${'~'.repeat(20)}\n\nEl guarda volvió por la tarde.\n`, ['El molino y la presa']],
  ])('%s', async (_, source, expected) => {
    const { document, passages } = await splitFile('a.txt', `A first paragraph of the file.\n\n${source}`)
    expect(passages.at(-1)?.headings).toEqual(expected)
    expect(document.metadata.title).toBe('a')
  }) // biome-ignore format: one file a line
})

describe('headings of several looks', () => {
  const paths = async (source: string) => {
    const { document, passages } = await splitFile('a.txt', source)
    return [document.metadata.title, ...passages.map(({ headings }) => headings.join(' › '))]
  }
  const rule = (sign: string, words: string): string => sign.repeat(words.length)
  const below = (sign: string, words: string): string => `${words}\n${rule(sign, words)}\n\n`
  const framed = (sign: string, words: string): string => `${rule(sign, words)}\n${below(sign, words)}`

  it.each([
    ['a frame above all', framed('=', 'Das Wehr'), below('=', 'Lage'), below('-', 'Tor')],
    ['a wide frame', `${'*'.repeat(30)}\n   Das Wehr\n${'*'.repeat(30)}\n\n`, below('=', 'Lage'), below('~', 'Tor')],
    ['three signs', below('=', 'Das Wehr'), below('-', 'Lage'), below('~', 'Tor')],
    ['signs of typewriters', below('=', 'Das Wehr'), below('`', 'Lage'), `Tor\n^^^^^\n\n`],
  ])('lie in each other: %s', async (_, title, upper, lower) => {
    expect(await paths(`${title}Eins.\n\n${upper}Zwei.\n\n${lower}Drei.\n\n${upper.replace('Lage', 'Ende')}Vier.\n`)).toEqual(
      ['Das Wehr', '', 'Lage', 'Lage › Tor', 'Ende'],
    )
  }) // biome-ignore format: one row a line

  it('are none where a sentence stands in a box', async () => {
    const box = '-'.repeat(40)
    expect(await paths(`La vanne\n\n${box}\nLe gardien est parti à midi.\n${box}\n\nPuis rien.\n`)).toEqual(['La vanne', '', ''])
  }) // biome-ignore format: one file a line
})

describe('a text with the marks of reStructuredText', () => {
  it.each([
    ['an address above the title', '.. include:: ../kopf.rst\n\n========\nDas Wehr\n========\n\n:Author: Ann Lee\n:Date: 2019-03-03\n\n.. contents::\n\nDas Tor ist zu.\n'],
    ['a target of links', '.. _presa: https://presa.example/\n\nDas Wehr\n========\n\n:Authors: Ann Lee\n:Revision: 7\n:Date: $Date: 2019/03/03 10:11:12 $\n\nDas Tor ist zu.\n'],
    ['an entry of an index, and what it is about', '.. index:: Wehr; Tor und Riegel\n\n.. meta::\n   :description:\n     Vom Wehr.\n\nDas Wehr\n========\n\n:Author: Ann Lee\n:Date: 2019-03-03\n\nDas Tor ist zu.\n'],
    ['a value that goes on', 'Das Wehr\n========\n\n:Author: Ann Lee,\n         with others\n:Date: 3 March 2019\n\nDas Tor ist zu.\n'],
  ])('has the title, author and date that it names: %s', async (_, source) => {
    const { document, passages } = await splitFile('a.txt', source)
    expect(document.metadata).toMatchObject({ title: 'Das Wehr', authors: ['Ann Lee'], date: '2019-03-03' })
    expect(passages.at(-1)?.text).toBe('Das Tor ist zu.')
  }) // biome-ignore format: one row a line

  it('keeps what a directive says', async () => {
    const { texts, passages } = await read('Le moulin\n=========\n\n.. note:: La vanne est fermée.\n\n.. image:: moulin.png\n\n.. Le gardien le savait.\n')
    expect(texts.filter((_, at) => passages[at]?.boilerplate === undefined)).toEqual([
      '.. note:: La vanne est fermée.',
      '.. Le gardien le savait.',
    ])
  }) // biome-ignore format: one file a line

  it('keeps each field on a line of its own', async () => {
    const { texts } = await read('La presa\n========\n\n:Guarda: sigue en su puesto y no sabe nada de lo que pasó\n:Llave: perdida\n')
    expect(texts[0]).toBe(':Guarda: sigue en su puesto y no sabe nada de lo que pasó\n:Llave: perdida')
  }) // biome-ignore format: one file a line
})

describe('a record', () => {
  it.each([
    ['of a mail program', 'Reporting-MTA: dns; mail.one.example and all that stand behind it\nX-Queue: 7F00\nArrival-Date: Sat, 17 May 2008 11:15:50 -0600\n'],
    ['of a library', 'Titre : La vanne et le moulin, histoire d’une rivière et de ceux qui la gardent\nDate de dépôt : 3 mars 1975\nCote : B 17\n'],
    ['of an office', 'Акт: о состоянии плотины и всех её ворот на день осмотра комиссией\nДата: 3 марта\nПодпись:\n'],
  ])('keeps its fields apart: %s', async (_, source) => {
    expect((await read(`${WIDE}\n\n${source}`)).texts.at(-1)).toBe(source.trimEnd())
  }) // biome-ignore format: one row a line

  it('has fields that go on further to the right', async () => {
    const source = 'Wärter: Karl Specht, der das Wehr seit dem Sommer des Jahres\n    allein bedient\nTor: offen\nZustand: gut\n'
    expect((await read(`${WIDE}\n\n${source}`)).texts.at(-1)).toBe(source.trimEnd().replace('\n    ', ' '))
  }) // biome-ignore format: one file a line

  it('is no paragraph with a word before a colon in some lines', async () => {
    const source = 'The keeper told the commission what he had seen that night, and he said\nagain: nobody had asked him to close the gate, and nobody had told him\nwhy: it was never written down.'
    expect((await read(`${WIDE}\n\n${source}\n`)).texts.at(-1)).toBe(source.replaceAll('\n', ' '))
  }) // biome-ignore format: one file a line
})

describe('a word before a colon', () => {
  it('begins no turn where the line above goes on', async () => {
    const quoted =
      'The rule was never written down, but the keeper knew it as the\nGate: rule of the weir, and it was said in the tavern by those who had\nworked there all their lives that nobody else knew of it but the\nGate: rule was known to all.'
    const { texts } = await read(`${quoted}\n\nBo: yes.\nAda: no.\n\nBo: why?\nAda: so.\n`)
    expect(texts[0]).toBe(quoted.replaceAll('\n', ' '))
  })
})

describe('the title', () => {
  it.each([
    ['one entry of a change log', 'a.txt', 'wehr (1.2-3) stable; urgency=low\n\n  * Tor\n\nwehr (1.2-2) stable; urgency=low\n\n  * Riegel\n'],
    ['one version of a change log', 'a.md', '## 2.1.0 (2025-02-22)\n\n- vanne\n\n## 2.0.1 (2024-12-01)\n\n- pont\n'],
    ['one chapter of several', 'a.md', '# Глава 1\n\nПлотина.\n\n# Глава 2\n\nМост.\n'],
    ['a notice of rights', 'a.txt', 'Copyright (c) 2021 Weir Keepers\n\nPermission is hereby granted.\n'],
    ['a notice with an address', 'a.txt', 'Copyright Wehrverein und andere, https://wehr.example/\n\nFrei.\n'],
    ['a line of a markup', 'a.txt', '.. highlight:: none\n\nDas Wehr ist offen.\n'],
    ['a comment of a program', 'a.txt', '// weir: keep\n\nLa vanne est ouverte.\n'],
    ['a notice with a sign', 'a.txt', '© 2019 Gemeinde Orta\n\nAlle dürfen es benutzen.\n'],
  ])('is not %s', async (_, name, source) => {
    const { title, passages } = await read(source, name)
    expect(title).toBe('a')
    const searched = passages.flatMap(({ text, headings }) => [text, ...headings]).join('\n')
    expect(searched).toContain(source.split('\n')[0]?.replace(/^#+ /u, ''))
  }) // biome-ignore format: one row a line

  it.each([
    ['a year of its own', 'a.md', '# Report for 2020\n\nThe weir.\n\n## Chapter 1\n\nThe gate.\n', 'Report for 2020'],
    ['signs before its words', 'a.txt', '...y la presa se rompió\n\nEl guarda volvió.\n', '...y la presa se rompió'],
    ['a law about such notices', 'a.txt', 'Copyright law in Orta\n\nThe weir.\n', 'Copyright law in Orta'],
    ['the head of each page as well', 'a.txt', 'Bericht 7\n\nDas Wehr.\n\nBericht 7\n\nDas Tor.\n', 'Bericht 7'],
  ])('may have %s', async (_, name, source, expected) => {
    expect((await read(source, name)).title).toBe(expected)
  }) // biome-ignore format: one row a line
})
