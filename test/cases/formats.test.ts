// What a person reads in a text, whatever the format: each row is a kind of input, with what its passages must say.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocuments } from '../../src/corpus/read-document.ts'
import { splitPassages, type UntaggedPassage } from '../../src/passages/split-passages.ts'
import { temporaryFolder } from '../support/fixtures.ts'

/** The passages of a file, and what was said about it. */
async function read(
  name: string,
  content: string | Uint8Array,
): Promise<{ texts: string[]; passages: UntaggedPassage[]; problems: string[]; title: string }> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, name), content)
  const { documents, problems } = await readDocuments({
    id: 'doc',
    path: name,
    absolutePath: join(folder, name),
  })
  const passages = documents.flatMap(document => splitPassages(document).passages)
  return {
    passages,
    texts: passages.map(({ text }) => text),
    problems: problems.map(
      ({ rule, line, message }) => `${rule}${line === undefined ? '' : ` line ${line}`}: ${message}`,
    ),
    title: documents[0]?.metadata.title ?? '',
  }
}

/** The same lines as a paragraph of each format. */
const PARAGRAPH_OF: Readonly<Record<string, (lines: string) => string>> = {
  'a.txt': lines => `Title\n\n${lines}\n`,
  'a.md': lines => `# Title\n\n${lines}\n`,
  'quoted.md': lines => `# Title\n\n> ${lines.replaceAll('\n', '\n> ')}\n`,
  'crlf.txt': lines => `Title\r\n\r\n${lines.replaceAll('\n', '\r\n')}\r\n`,
  'a.html': lines => `<title>Title</title><h1>Title</h1><p>${lines.replaceAll('\n', '\n    ')}</p>`,
  'br.html': lines => `<title>Title</title><h1>Title</h1><div>${lines.replaceAll('\n', ' <br>\n')}</div>`,
}

describe('words cut at the ends of lines are whole', () => {
  const ROWS: readonly (readonly [kind: string, lines: string, expected: string])[] = [
    ['a hyphen', 'the demobil-\nisation of the rail-\nway', 'the demobilisation of the railway'],
    ['German', 'die Entwaff-\nnung der Mili-\nzen', 'die Entwaffnung der Milizen'],
    ['Russian', 'о демобили-\nзации войск', 'о демобилизации войск'],
    ['a soft hyphen', 'la desmovili\u00AD\nzación y la des\u00ADmovilización', 'la desmovilización y la desmovilización'],
    ['OCR’s not-sign', 'the am¬\nmunition and the de¬pot', 'the ammunition and the depot'],
    ['capitals throughout', 'DEMOBI-\nLISATION', 'DEMOBILISATION'],
    ['a compound with a capital', 'Anglo-\nSaxon, Guinea-\nBissau', 'Anglo-Saxon, Guinea-Bissau'],
    ['numbers', 'in 2014-\n2015, COVID-\n19 and a 20-\nyear term', 'in 2014-2015, COVID-19 and a 20-year term'],
    ['the document knows the compound', 'the by-election; a by-\nelection', 'the by-election; a by-election'],
    ['the document knows a like compound', 'the cease-fires; a cease-\nfire', 'the cease-fires; a cease-fire'],
    ['the document knows the word', 'his railway-man; the railway, a rail-\nway', 'his railway-man; the railway, a railway'],
    ['the document knows such compounds', 'non-state, non-aligned, non-\nnuclear', 'non-state, non-aligned, non-nuclear'],
    ['a compound of English words', 'The well-\nknown man and the sun-\ndried corn', 'The well-known man and the sun-dried corn'],
    ['an English word of two words', 'The under-\nstanding of the wit-\nness and the rail-\nway', 'The understanding of the witness and the railway'],
    ['an ending that is a word', 'He was work-\ning for the post-\nmen and read-\ners of the town', 'He was working for the postmen and readers of the town'],
    ['what only English would write so', 'Die Haus-\nhalte und die Tisch-\ndecke aus dem Dorf', 'Die Haushalte und die Tischdecke aus dem Dorf'],
    ['an ending that is “to” in English', 'lo svolgimen-\nto del Parlamen-\nto', 'lo svolgimento del Parlamento'],
    ['French words that follow their verb', 'les gens des champs, une ville est dans la vallée, dit-\nil, celui-\nci', 'les gens des champs, une ville est dans la vallée, dit-il, celui-ci'],
    ['a compound of several parts', 'Stratford-\nupon-Avon, mother-in-\nlaw', 'Stratford-upon-Avon, mother-in-law'],
    ['half a compound', 'pre- and post-war, Vor-\nund Nachteile', 'pre- and post-war, Vor- und Nachteile'],
    ['a hyphen written twice', 'czerwono-\n-biały', 'czerwono-biały'],
    ['an address', 'see https://a.example/some-\npath', 'see https://a.example/some-path'],
    ['hyphens in a row are none', 'the man was Mr B----\nof the mill, said ---Anlage---\nVon ihm', 'the man was Mr B---- of the mill, said ---Anlage--- Von ihm'],
    ['a dash is none', 'the men -\nall nine –\nwent', 'the men - all nine – went'],
  ] // biome-ignore format: one row a line
  for (const [name, format] of Object.entries(PARAGRAPH_OF)) {
    it.each(ROWS.filter(([kind]) => kind !== 'a dash is none' || name !== 'br.html'))(
      `in ${name}: %s`,
      async (_, lines, expected) => {
        const { texts } = await read(name, format(lines))
        expect(texts.map(text => text.replaceAll(/\s+/gu, ' '))).toEqual([expected])
      },
    )
  }
})

describe('a mark of a note is no letter of the word', () => {
  const ROWS: readonly (readonly [kind: string, text: string, expected: string])[] = [
    ['after a word', 'They built the weir¹ beside the millpond² here.', 'They built the weir beside the millpond here.'],
    ['after a point', 'It held.³ Then it broke.”⁴', 'It held. Then it broke.”'],
    ['of two numbers', 'la presa¹² del río,¹³ cerrada', 'la presa del río, cerrada'],
    ['one after the other', 'Das Wehr¹,² hielt.', 'Das Wehr hielt.'],
    ['Chinese', '条约¹规定停火。', '条约规定停火。'],
    ['in brackets', 'The penstock[4] too, and the turbine.[12]', 'The penstock too, and the turbine.'],
    ['units stay', 'It was 25 km² large, 9 inch², 3 m³/s.', 'It was 25 km² large, 9 inch², 3 m³/s.'],
    ['powers stay', '10² and x² + y² = z², E = mc², CO₂, (a + b)²', '10² and x² + y² = z², E = mc², CO₂, (a + b)²'],
    ['ordinals stay', 'le 1ᵉʳ mai, n° 5', 'le 1ᵉʳ mai, n° 5'],
    ['insertions stay', 'the soldier[s] of 19[45], see [12] and argv[1] = 2', 'the soldier[s] of 19[45], see [12] and argv[1] = 2'],
  ] // biome-ignore format: one row a line
  it.each(ROWS)('%s', async (_, text, expected) => {
    for (const [name, format] of Object.entries(PARAGRAPH_OF)) {
      // Brackets have a meaning of their own in Markdown only where they are links.
      expect((await read(name, format(text))).texts, name).toEqual([expected])
    }
  })

  it('that the document has a note for, where it might be something else', async () => {
    const { texts } = await read(
      'a.txt',
      'Title\n\nIn 1945¹ the UN⁴ came to 25 km² of it.\n\n¹ Or later.\n\n⁴ Its envoy.\n',
    )
    expect(texts[0]).toBe('In 1945 the UN came to 25 km² of it.')
  })

  it.each([
    ['The weir<sup>1</sup> beside the mill.<sup>2</sup>', 'The weir beside the mill.'],
    ['The weir<a href="#fn1" role="doc-noteref"><sup>1</sup></a> beside it', 'The weir beside it'],
    ['The weir<sup><a href="#cite_note-5">[5]</a></sup> beside it', 'The weir beside it'],
    ['The weir<a href="notes.html#n1">1</a> beside it', 'The weir beside it'],
    [
      '25 km<sup>2</sup>, the 21<sup>st</sup>, le 1<sup>er</sup>, H<sub>2</sub>O, 10<sup>6</sup>',
      '25 km2, the 21st, le 1er, H2O, 106',
    ],
    ['x<sup>2</sup> and <a href="#ch1">1</a> chapter', 'x2 and 1 chapter'],
  ])('as markup: %s', async (inner, expected) => {
    expect((await read('a.html', `<title>T</title><p>${inner}</p>`)).texts).toEqual([expected])
    expect((await read('a.md', `# T\n\n${inner}\n`)).texts).toEqual([expected])
  })

  it('of Markdown, with or without its note', async () => {
    const { texts } = await read(
      'a.md',
      '# T\n\nThe weir[^1] beside[^9] it, and[[2]](#fn2) so.\n\n[^1]: Built in 1901.\n',
    )
    expect(texts).toEqual(['The weir beside it, and so.', 'Built in 1901.'])
  })
})

describe('what markup puts inside a word leaves it one word', () => {
  it.each([
    ['a.html', '<title>T</title><p>Donau<wbr>dampf<wbr>schiff, de&shy;mo&shy;bil&shy;isation, <b>M</b>ine, un<i>believ</i>able</p>', 'Donaudampfschiff, demobilisation, Mine, unbelievable'],
    ['a.md', '# T\n\nDonau<wbr>dampf, de&shy;mob, un*believ*able, H<sub>2</sub>O, <b>M</b>ine, [foot](http://a.example)ball', 'Donaudampf, demob, unbelievable, H2O, Mine, football'],
    ['a.txt', 'T\n\nGer\u200Bmany and Nether\u2060lands and \uFEFFthe de\u00ADmob', 'Germany and Netherlands and the demob'],
    ['fa.txt', 'T\n\nمی\u200Cخواهم', 'می\u200Cخواهم'],
    ['km.txt', 'T\n\nប្រទេស\u200Bកម្ពុជា', 'ប្រទេស\u200Bកម្ពុជា'],
  ])('%s', async (name, source, expected) => {
    expect((await read(name, source)).texts).toEqual([expected])
  })
}) // biome-ignore format: one row a line

describe('lines are joined as their script is written', () => {
  it.each([
    ['Chinese', '双方于1945\n年在重庆签订了\n条约，\n此后停火。', '双方于1945年在重庆签订了条约，此后停火。'],
    [
      'Chinese with spaces beside Latin letters',
      '他用 Linux 和 Unix 写了\nLede 程序',
      '他用 Linux 和 Unix 写了 Lede 程序',
    ],
    ['Japanese', '改行されても\n空白は入らない。\nカナも', '改行されても空白は入らない。カナも'],
    ['Thai', 'ภาษาที่ใช้ใน\nประเทศไทย', 'ภาษาที่ใช้ในประเทศไทย'],
    ['Korean', '띄어쓰기를\n사용합니다', '띄어쓰기를 사용합니다'],
    ['Latin, Arabic, Hindi', 'one\ntwo في\nالبيت भारत\nमें', 'one two في البيت भारत में'],
  ])('%s', async (_, lines, expected) => {
    for (const name of ['a.txt', 'a.md', 'crlf.txt', 'a.html'])
      expect((await read(name, PARAGRAPH_OF[name]?.(lines) ?? '')).texts, name).toEqual([expected])
  })
})

describe('a line that looks like the definition of a link', () => {
  it.each([
    ['is what somebody says', '[Ann]: Never.\n\n[Бо]: Да.', ['[Ann]: Never.', '[Бо]: Да.']],
    ['is what somebody says, line after line', '[Q]: When?\n[A]: Yesterday', ['[Q]: When?', '[A]: Yesterday']],
    ['is what somebody says in a quotation', '> [Zeugin]: Nein.', ['[Zeugin]: Nein.']],
    ['is a definition where a link asks for it', 'See [the list][1].\n\n[1]: readme', ['See the list.']],
    ['is a definition where it gives an address', 'Seen.\n\n[a]: https://a.example/b\n[b]: #top\n[c]: img/x.png "T"\n[d]: mailto:a@b.example', ['Seen.']],
  ])('%s', async (_, lines, texts) => {
    expect((await read('a.md', `# Title\n\n${lines}\n`)).texts).toEqual(texts)
  }) // biome-ignore format: a table
})

describe('places in the file', () => {
  it('stay exact where a text was mended: pieces of a long paragraph begin at their own sentences', async () => {
    const sentence = (n: number): string =>
      `Sentence ${n} of the de\u00ADmobil-\nisation¹ went on for a while[${n}] here.`
    const source = `Title\n\n${Array.from({ length: 40 }, (_, n) => sentence(n + 1)).join('\n')}\n`
    const { passages } = await read('a.txt', source)
    expect(passages.length).toBeGreaterThan(2)
    for (const { text, source: place } of passages) {
      const slice = source.slice(place.start, place.end)
      expect(slice.startsWith(/^Sentence \d+ of/u.exec(text)?.[0] ?? 'nothing')).toBe(true)
      expect(slice.replaceAll(/\u00AD|-\n|¹|\[\d+\]/gu, '').replaceAll('\n', ' ')).toBe(text)
    }
  })
})

describe('text that a page does not show stands apart', () => {
  it.each([
    ['<p>Seen.</p><p hidden>GONE</p>', 'hidden'],
    ['<p>Seen.</p><div style="color: red; display : none"><p>GONE</p></div>', 'hidden'],
    ['<p>Seen.</p><section aria-hidden="true">GONE</section>', 'hidden'],
    ['<p>Seen.</p><p style="visibility:hidden">GONE</p>', 'hidden'],
    ['<p>Seen.</p><template><p>GONE</p></template>', 'hidden'],
    ['<p>Seen.</p><noscript><p>GONE</p></noscript>', 'hidden'],
    ['<p>Se<span style="display:none">GONE</span>en.</p>', 'hidden'],
    ['<p>Seen.<span class="visually-hidden">GONE</span></p>', 'hidden'],
    ['<table><tr><td>Seen.<i hidden>GONE</i></td></tr></table>', 'hidden'],
    ['<p>Seen.</p><dialog>GONE</dialog>', 'hidden'],
    ['<p>Seen.</p><select><option>GONE</option></select>', 'navigation'],
    ['<p>Seen. <button>GONE</button></p>', 'navigation'],
    ['<p><ruby>Seen<rp>(</rp><rt>GONE</rt><rp>)</rp></ruby>.</p>', 'reading'],
  ])('%s', async (inner, reason) => {
    for (const page of [inner, `<article>${inner}</article>`, `<main><div>${inner}</div></main>`]) {
      const { passages } = await read('a.html', `<title>T</title><body>${page}</body>`)
      expect(passages.map(({ text, boilerplate }) => [text, boilerplate])).toEqual([
        ['Seen.', undefined],
        ['GONE', reason],
      ])
    }
  })

  it.each([
    ['.fn-pop { display: none }', '<p class="a fn-pop">GONE</p>', true],
    ['#skip{visibility:hidden}', '<p id="skip">GONE</p>', true],
    ['p.x, p.y { color: red; display:none !important; }', '<p class="y">GONE</p>', true],
    ['@media screen { .x { display: none } }', '<div class="x">GONE</div>', true],
    ['/* .x { display: block } */ .x{display:none}', '<p class="x">GONE</p>', true],
    ['aside.x{display:none}', '<p class="x">GONE</p>', false],
    ['@media print { .x { display: none } }', '<p class="x">GONE</p>', false],
    ['@media (max-width: 600px) { .x { display: none } }', '<p class="x">GONE</p>', false],
    ['.x { display: none } .x.open { display: block }', '<p class="x">GONE</p>', false],
    ['.x{display:none} #t:checked ~ .x{display:block}', '<p class="x">GONE</p>', false],
    ['.x{display:none} .x{display:block}', '<p class="x">GONE</p>', false],
    ['.menu .x{display:none}', '<p class="x">GONE</p>', false],
    ['.x{display:none}', '<p class="x" style="display:block">GONE</p>', false],
    ['.x{display:none', '<p class="x">GONE</p>', false],
  ])('as its style sheet says: %s %s', async (sheet, inner, isHidden) => {
    const { passages } = await read('a.html', `<head><title>T</title><style>${sheet}</style></head><body><p>Seen.</p>${inner}</body>`)
    expect(passages.map(({ text, boilerplate }) => [text, boilerplate])).toEqual([
      ['Seen.', undefined],
      ['GONE', isHidden ? 'hidden' : undefined],
    ])
  }) // biome-ignore format: a table

  it('but not the whole text of a page that a script unfolds, nor a letter that is only set apart', async () => {
    const whole = await read(
      'a.html',
      '<title>T</title><body><div style="display:none"><p>All of it.</p></div></body>',
    )
    expect(whole.passages.map(({ kind }) => kind)).toEqual(['paragraph'])
    const styled = await read(
      'a.html',
      '<title>T</title><style>body{display:none}</style><p>All of it.</p><p hidden>No.</p>',
    )
    expect(styled.passages.map(({ kind }) => kind)).toEqual(['paragraph', 'boilerplate'])
    const letter = await read('a.html', '<title>T</title><p><span aria-hidden="true">T</span>he end.</p>')
    expect(letter.texts).toEqual(['The end.'])
  })

  it('while captions, formulas and drawings are read', async () => {
    const { texts } = await read(
      'a.html',
      '<title>T</title><table><caption>Rain</caption><tr><th>Year<th>mm<tr><td>2019<td>31</table><p>So <math><mi>E</mi><mo>=</mo><msup><mi>c</mi><mn>2</mn></msup><annotation>E=c^2</annotation></math></p><svg><text>Flow</text></svg>',
    )
    expect(texts).toEqual(['Rain', 'Year: 2019\nmm: 31', 'So E = c2', 'Flow'])
  })
})

describe('what only leads to the neighbours of a page is navigation', () => {
  const head = `<title>Глава 2. Плотина</title><link rel="prev" href="1.html" title="Глава 1. Река"><link rel="next" href="3.html"><link rel="home" href="./">`
  it.each([
    ['a table with the titles', '<table><tr><th colspan="2">Глава 2. Плотина</th></tr><tr><td><a href="1.html">Назад</a></td><td><a href="3.html">Вперёд</a></td></tr><tr><td>Глава 1. Река</td><td></td></tr></table>'],
    ['a list', '<ul><li><a href="1.html"><b>Anterior</b></a></li><li><a href="./">Índice</a></li><li><a href="3.html">Siguiente</a></li></ul>'],
    ['a line', '<p><a href="1.html">上一页</a> | <a href="3.html">下一页</a></p>'],
    ['images', '<div><a href="1.html"><img alt="Zurück" src="a.png"></a> <a href="3.html"><img alt="Weiter" src="b.png"></a></div>'],
    ['links that say so themselves', '<div><a rel="prev" href="/older">Le port de Sète</a></div>'],
  ])('%s', async (_, block) => {
    const { passages } = await read('a.html', `${head}<body>${block}<p>The weir broke.</p>${block}</body>`)
    const body = passages.filter(({ boilerplate }) => boilerplate === undefined)
    expect(body.map(({ text }) => text)).toEqual(['The weir broke.'])
    expect(passages[0]?.boilerplate).toBe('navigation')
    expect(passages.at(-1)?.boilerplate).toBe('navigation')
  }) // biome-ignore format: one row a line

  it.each([
    ['words beside the link', '<p>More of this in <a href="3.html">the next chapter</a>.</p>'],
    ['a link to another page', '<ul><li><a href="3.html">Next</a></li><li><a href="report.html">The report</a></li></ul>'],
    ['no links', '<p>Глава 1. Река</p>'],
  ])('but not with %s', async (_, block) => {
    const { passages } = await read('a.html', `${head}<body><p>The weir broke.</p>${block}</body>`)
    expect(passages.map(({ boilerplate }) => boilerplate)).toEqual(passages.map(() => undefined))
    expect(passages.length).toBeGreaterThan(1)
  }) // biome-ignore format: one row a line
})

describe('what an image says is words of its own', () => {
  it.each([
    ['a.html', '<title>T</title><p><img alt="Ville de Sète"><img alt="Archives"></p>', 'Ville de Sète Archives'],
    ['a.html', '<title>T</title><p><img alt="Achtung">Der Damm <b>bricht</b><img alt="Pfeil">.</p>', 'Achtung Der Damm bricht Pfeil.'],
    ['a.md', '# T\n\n![Внимание](a.png)Плотина ломается.\n', 'Внимание Плотина ломается.'],
    ['a.html', '<title>T</title><p><img alt="E">s war einmal</p>', 'Es war einmal'],
    ['b.html', '<title>T</title><p>这座<img alt="水坝">已经决口。</p>', '这座水坝已经决口。'],
  ])('%s: %s', async (name, source, expected) => {
    expect((await read(name, source)).texts).toEqual([expected])
  }) // biome-ignore format: one row a line
})

describe('whose words they are', () => {
  it.each([
    ['a.txt', 'T\n\n> Who paid?\n>> The works\n>> paid.\n> Who says so?\nI do.\n'],
    ['spaced.txt', 'T\n\n> Who paid?\n> > The works\n> > paid.\n> Who says so?\nI do.\n'],
    ['a.md', '# T\n\n> Who paid?\n>> The works\n>> paid.\n> Who says so?\n\nI do.\n'],
  ])('levels of quotation stay apart: %s', async (name, source) => {
    const { passages } = await read(name, source)
    expect(passages.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'quote: Who paid?',
      'quote: The works paid.',
      'quote: Who says so?',
      'paragraph: I do.',
    ])
    for (const { text, source: place } of passages)
      expect(source.slice(place.start, place.end).replaceAll(/\n[> ]+/gu, ' ')).toContain(text)
  })

  it.each([
    ['Q: Where did you\nstand?\nA: At the gate.\nQ: How many?\nA: Nine.\n', ['Q: Where did you stand?', 'A: At the gate.', 'Q: How many?', 'A: Nine.']],
    ['Le juge : Où ?\nMme Petit : Là.\nLe juge : Qui ?\nMme Petit : Lui.\n', ['Le juge : Où ?', 'Mme Petit : Là.', 'Le juge : Qui ?', 'Mme Petit : Lui.']],
    ['Note: the men\nwere tired of\nwaiting.\n', ['Note: the men were tired of waiting.']],
  ])('turns of a talk without blank lines are paragraphs: %s', async (source, expected) => {
    const { texts, passages } = await read('a.txt', source)
    expect(texts).toEqual(expected)
    expect(passages.every(({ kind }) => kind === 'paragraph')).toBe(true)
  }) // biome-ignore format: one row a line

  it('a text without blank lines has lines and no headings', async () => {
    const long = `And ${'then the gate was closed and nobody was let out, '.repeat(4)}until the evening.`
    const { passages, title } = await read(
      'talk.txt',
      `The driver\nWhere did you stand?\nAt the gate\n${long}\n`,
    )
    expect(title).toBe('talk')
    expect(passages.map(({ kind, headings }) => [kind, headings.length])).toEqual(
      Array(4).fill(['paragraph', 0]),
    )
  })
})

describe('encodings', () => {
  /** Bytes of a text in an encoding of one byte a character. */
  function encoded(text: string, encoding: string): Buffer {
    const decoder = new TextDecoder(encoding)
    const bytes = new Map(
      Array.from({ length: 256 }, (_, byte) => [decoder.decode(new Uint8Array([byte])), byte]),
    )
    return Buffer.from([...text].map(character => bytes.get(character) ?? 0x3f))
  }

  it.each([
    ['windows-1252', 'Le général était à l’école de l’été, près du château.'],
    ['windows-1252', 'Die Brücke über den Fluß wurde während der Kämpfe zerstört.'],
    ['windows-1252', 'El niño llegó mañana a la región; ¿quién lo envió?'],
    ['macintosh', 'Les témoins ont été interrogés à côté de la forêt.'],
    ['macintosh', 'Vittnen såg lastbilarna köra över bron på morgonen innan någon hade hört något.'],
    ['windows-1250', 'Svědkové viděli, jak vojáci odvezli muže ze vsi směrem k řece.'],
    ['iso-8859-2', 'Żołnierze przyszli o świcie do wsi i zabrali wójta.'],
    ['windows-1251', 'Свидетели видели, как солдаты увезли мужчин из деревни.'],
    ['koi8-r', 'Приказ о перемирии был подписан в пятницу утром.'],
    ['ibm866', 'Приказ о перемирии был подписан в пятницу утром.'],
    ['windows-1253', 'Οι μάρτυρες είδαν τους στρατιώτες να παίρνουν τους άνδρες.'],
    ['windows-1254', 'Tanıklar askerlerin köyden erkekleri nehre doğru götürdüğünü gördü.'],
    ['windows-1255', 'העדים ראו את החיילים לוקחים את הגברים מהכפר לכיוון הנהר'],
    ['windows-1256', 'رأى الشهود الجنود وهم يأخذون الرجال من القرية'],
    ['windows-1257', 'Liudytojai matė, kaip kareiviai išsivežė vyrus iš kaimo į upės pusę.'],
    ['windows-874', 'พยานเห็นทหารพาผู้ชายออกจากหมู่บ้านไปทางแม่น้ำในตอนเช้า'],
  ])('%s is read, and said: %s', async (encoding, text) => {
    const { texts, problems } = await read(
      'a.txt',
      Buffer.concat([Buffer.from('Title\n\n'), encoded(text, encoding)]),
    )
    expect(texts).toEqual([text])
    expect(problems).toEqual([expect.stringMatching(/^guessed-encoding line 3: .*UTF-8/u)])
  })

  it.each([
    ['shift_jis', '96da8c8e8ed282cd95ba8e6d82f08ca982bd8142', '目月者は兵士を見た。'],
    ['gb18030', 'd6a4c8cbbfb4b5bdcabfb1f8b0d1c4d0c8cbb4f8cff2bad3b1dfa1a3', '证人看到士兵把男人带向河边。'],
  ])('%s is read', async (_, hex, text) => {
    expect((await read('a.txt', Buffer.from(hex, 'hex'))).texts).toEqual([text])
  })

  it.each([
    ['one bad byte', Buffer.concat([Buffer.from('naïve “café”\nZażółć '), Buffer.from([0xff]), Buffer.from(' gęślą')]), 'naïve “café” Zażółć \uFFFD gęślą', /^bad-byte line 2: Byte 30 is not valid UTF-8/u],
    ['a character that is cut', Buffer.from('Свидетели видели').subarray(0, -1), 'Свидетели видел\uFFFD', /^bad-byte line 1/u],
    ['a zero byte', Buffer.from('the men\0 of schist and slate'), 'the men\uFFFD of schist and slate', /^bad-byte line 1: Byte 7 is zero/u],
    ['zeros that fill a file', Buffer.concat([Buffer.from('the men'), Buffer.alloc(100)]), 'the men', /^bad-byte/u],
    ['UTF-16 without a mark', Buffer.from('Notes on gneiss', 'utf16le'), 'Notes on gneiss', /^guessed-encoding: .*UTF-16LE/u],
    ['UTF-16 of Cyrillic', Buffer.from('о гнейсе и сланце', 'utf16le').swap16(), 'о гнейсе и сланце', /^guessed-encoding: .*UTF-16BE/u],
  ])('%s does not garble the rest', async (_, bytes, text, problem) => {
    const { texts, problems } = await read('a.txt', bytes)
    expect(texts).toEqual([text])
    expect(problems).toEqual([expect.stringMatching(problem)])
  }) // biome-ignore format: one row a line
})
