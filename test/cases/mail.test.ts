// Mails as people get them: who says what, in which charset, in which part. The table of inputs that were read wrongly, with others of each kind.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { interpret } from '../../src/corpus/read-document.ts'
import { readFormat } from '../../src/corpus/readers/read-format.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { cite } from '../../src/search/citation.ts'
import { SHARED } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

/** What each passage of a mail says, after the name of whose words it is: `Ann` is the sender, `?` somebody. */
async function said(mail: string | Buffer) {
  const renditions = await readFormat('mail', Buffer.from(mail))
  const documents = renditions.map(rendition => {
    const { document } = interpret({ id: 'mail', path: 'mail.eml' }, rendition)
    const { passages } = splitPassages(document)
    return { id: document.id, metadata: document.metadata, passages }
  })
  const told = documents.map(({ passages, metadata: { authors } }) =>
    passages
      .filter(({ kind }) => kind !== 'boilerplate')
      .map(({ speaker, text }) => `${speaker === undefined ? authors[0] : (speaker ?? '?')}: ${text}`),
  )
  const problems = renditions.flatMap(rendition => rendition.problems ?? [])
  return { documents, told, first: told[0] ?? [], rules: problems.map(({ rule }) => rule) }
}

const HEAD =
  'From: Ann <ann@one.example>\nTo: Ben <ben@two.example>\nSubject: Re: The plan\nDate: Mon, 2 Apr 2012 18:44:22 +0400\n'

function plain(text: string, type = 'text/plain; charset=utf-8'): string {
  return `${HEAD}MIME-Version: 1.0\nContent-Type: ${type}\nContent-Transfer-Encoding: 8bit\n\n${text}`
}

function page(html: string): string {
  return plain(html, 'text/html; charset=utf-8')
}

function bytes(head: string, ...body: (string | readonly number[])[]): Buffer {
  return Buffer.concat([Buffer.from(`${HEAD}${head}\n\n`), ...body.map(part => Buffer.from(part as string))])
}

describe('quotations in a mail', () => {
  const ROWS: readonly (readonly [name: string, mail: string, said: readonly string[]])[] = [
    [
      'an address that a list disguised',
      plain('Am 2. April 2012 um 18:26 schrieb Bo Li <bo at two.example>:\n> Das Wehr ist offen.\n\nSeit wann?'),
      ['Ann: Am 2. April 2012 um 18:26 schrieb Bo Li <bo at two.example>:', 'Bo Li: Das Wehr ist offen.', 'Ann: Seit wann?'],
    ],
    [
      'an address disguised in full',
      plain('On Tue, Nov 17, 2009 at 11:35 PM, José Arc <jose (dot) arc [at] two.example> wrote:\n> The weir.\n\nThe gate.'),
      ['Ann: On Tue, Nov 17, 2009 at 11:35 PM, José Arc <jose (dot) arc [at] two.example> wrote:', 'José Arc: The weir.', 'Ann: The gate.'],
    ],
    [
      'two levels',
      plain('Bo wrote:\n\n> Who paid?\n> And the coal?\n>> The brickworks paid.\n>> Nobody.\n\nThe ledger says otherwise.'),
      ['Ann: Bo wrote:', 'Bo: Who paid? And the coal?', '?: The brickworks paid. Nobody.', 'Ann: The ledger says otherwise.'],
    ],
    [
      'levels with spaces between the marks',
      plain('> Wer war da?\n> > Niemand.\n> > > Doch.\n> Gut.\nNein.'),
      ['?: Wer war da?', '?: Niemand.', '?: Doch.', '?: Gut.', 'Ann: Nein.'],
    ],
    [
      'answers between quotations, flowed',
      plain(
        'On 04/02/2012 06:26 PM, Ben wrote:\n> We should publish the list today, all of it, and \n> tell nobody before. \nI disagree.\n\n> And the names too. \nNo names at all.',
        'text/plain; charset=utf-8; format=flowed',
      ),
      [
        'Ann: On 04/02/2012 06:26 PM, Ben wrote:',
        'Ben: We should publish the list today, all of it, and tell nobody before.',
        'Ann: I disagree.',
        'Ben: And the names too.',
        'Ann: No names at all.',
      ],
    ],
    [
      'flowed text whose spaces are dropped, in Japanese',
      plain('> 会議は火曜日 \n> に開かれます。\n>> 場所はどこ \n>> ですか。\n了解。', 'text/plain; charset=utf-8; format=flowed; delsp=yes'),
      ['?: 会議は火曜日に開かれます。', '?: 場所はどこですか。', 'Ann: 了解。'],
    ],
    [
      'flowed text whose words begin with a mark or a space',
      plain(' >The sign is not a quotation, and \nthe line goes on.\n From here too.\n> This is one.', 'text/plain; format=flowed'),
      ['Ann: >The sign is not a quotation, and the line goes on.', 'Ann: From here too.', '?: This is one.'],
    ],
    [
      'a line that a mail box marked',
      plain('We met the captain.\n>From the harbour he went north.\nNobody followed.'),
      ['Ann: We met the captain. From the harbour he went north. Nobody followed.'],
    ],
    [
      'a quotation in a quotation, each with its writer',
      plain(
        'Nein.\n\nAm 02.04.2012 um 18:26 schrieb Ben Voß:\n> Die Liste lag im Keller.\n>\n> On Sun, Apr 1, 2012 at 8:00 AM, Cy Day <\n> cy@three.example> wrote:\n>\n>> Where is the list?\n> Grüße',
      ),
      [
        'Ann: Nein.',
        'Ann: Am 02.04.2012 um 18:26 schrieb Ben Voß:',
        'Ben Voß: Die Liste lag im Keller.',
        'Ben Voß: On Sun, Apr 1, 2012 at 8:00 AM, Cy Day < cy@three.example> wrote:',
        'Cy Day: Where is the list?',
        'Ben Voß: Grüße',
      ],
    ],
    [
      'a page with quotations',
      page(
        '<div>Yes.</div><div class="gmail_quote"><div>On Mon, 2 Apr 2012 at 18:26, Ben Li &lt;<a href="mailto:b@two.example">b@two.example</a>&gt; wrote:<br></div><blockquote><div>Is it <i>true</i>?</div><blockquote><p>It was in the paper.</p></blockquote></blockquote></div>',
      ),
      ['Ann: Yes.', 'Ann: On Mon, 2 Apr 2012 at 18:26, Ben Li <b@two.example> wrote:', 'Ben Li: Is it true?', '?: It was in the paper.'],
    ],
    [
      'an attribution inside of the quotation',
      page('<p>No.</p><blockquote type="cite"><div>Le 2 avr. 2012 à 18:26, Luc Morel &lt;l@two.example&gt; a écrit :</div><div>Le pont est fermé.</div></blockquote>'),
      ['Ann: No.', 'Luc Morel: Le 2 avr. 2012 à 18:26, Luc Morel <l@two.example> a écrit :', 'Luc Morel: Le pont est fermé.'],
    ],
  ] // biome-ignore format: one row after the other
  it.each(ROWS)('%s', async (_, mail, expected) => {
    expect((await said(mail)).first).toEqual(expected)
  })
})

describe('an attribution', () => {
  const ROWS: readonly (readonly [line: string, speaker: string])[] = [
    ['On Mon, Apr 2, 2012 at 6:26 PM Ben Li <ben@two.example> wrote:', 'Ben Li'],
    ['On 2012-04-02 18:26, "Li, Ben" wrote:', 'Li, Ben'],
    ['On 4/2/12 6:26 PM, Li, Ben <ben@two.example> wrote:', 'Li, Ben'],
    ['On Monday, Ben Li wrote:', 'Ben Li'],
    ['Ben Li <ben@two.example> writes:', 'Ben Li'],
    ['Quoting Ben Li <ben@two.example>:', 'Ben Li'],
    ['At 06:26 PM 4/2/2012 +0400, Ben Li wrote:', 'Ben Li'],
    ['On 02.04.2012 18:26 CET, ben@two.example wrote:', 'ben@two.example'],
    ['Am Mo., 2. Apr. 2012 um 18:26 Uhr schrieb Jörg Müller <j@two.example>:', 'Jörg Müller'],
    ['Le lun. 2 avr. 2012 à 18:26, Ève Dupont-Roux <e@two.example> a écrit :', 'Ève Dupont-Roux'],
    ['El lun, 2 abr 2012 a las 18:26, José García (<j@two.example>) escribió:', 'José García'],
    ['Il giorno lun 2 apr 2012 alle ore 18:26 Anna Rossi <a@two.example> ha scritto:', 'Anna Rossi'],
    ['Em seg., 2 de abr. de 2012 às 18:26, João Sá <j@two.example> escreveu:', 'João Sá'],
    ['Op ma 2 apr. 2012 om 18:26 schreef Jan de Boer <j@two.example>:', 'Jan de Boer'],
    ['W dniu 02.04.2012 o 18:26, Łukasz Żak pisze:', 'Łukasz Żak'],
    ['Den mån 2 apr. 2012 kl 18:26 skrev Åsa Berg <a@two.example>:', 'Åsa Berg'],
    ['02.04.2012 18:26, Пётр Лапин пишет:', 'Пётр Лапин'],
    ['пн, 2 апр. 2012 г. в 18:26, Пётр Лапин <p@two.example>:', 'Пётр Лапин'],
    ['Στις Δευ 2 Απρ 2012 στις 6:26 μ.μ., ο/η Νίκος Παπάς <n@two.example> έγραψε:', 'Νίκος Παπάς'],
    ['Ali Kaya <a@two.example>, 2 Nis 2012 Pzt, 18:26 tarihinde şunu yazdı:', 'Ali Kaya'],
    ['2012年4月2日(月) 18:26 鈴木一郎 <s@two.example>:', '鈴木一郎'],
    ['王明 <w@two.example> 于2012年4月2日周一 下午6:26写道：', '王明'],
    ['2012년 4월 2일 (월) 오후 6:26, 김철수님이 작성:', '김철수'],
  ] // biome-ignore format: one row after the other
  it.each(ROWS)('%s', async (line, speaker) => {
    expect((await said(plain(`Hello.\n\n${line}\n> The words.\n`))).first.at(-1)).toBe(
      `${speaker}: The words.`,
    )
  })

  it('that names nobody, or is a sentence, gives no name', async () => {
    for (const line of ['You wrote:', 'He said it again:', 'The minister wrote a letter to us, which says:'])
      expect((await said(plain(`${line}\n> The words.\n`))).first.at(-1)).toMatch(
        /^(?:\?|The minister): The words\.$/u,
      )
  })
})

describe('a message below another', () => {
  const OUTLOOK =
    '-----Original Message-----\nFrom: Ben [mailto:ben@two.example]\nSent: Monday, April 02, 2012 6:26 PM\nTo: Ann\nSubject: The plan\n\nWe should burn the list tonight.\n\nBen'
  const ROWS: readonly (readonly [name: string, mail: string, words: readonly string[]])[] = [
    ['Outlook', plain(`I disagree.\n\n${OUTLOOK}`), ['Ann: I disagree.', 'Ben: We should burn the list tonight.', 'Ben: Ben']],
    [
      'Outlook in German, glued to the answer',
      plain('Nein.\n-----Ursprüngliche Nachricht-----\nVon: Jörg Müller\nGesendet: Montag, 2. April 2012 18:26\nAn: Ann; Uwe;\nEva\nBetreff: Liste\nWir verbrennen sie.'),
      ['Ann: Nein.', 'Jörg Müller: Wir verbrennen sie.'],
    ],
    [
      'Outlook in Russian, with an older one below',
      plain('Да.\n\n________________________________\nОт: Пётр Лапин <p@two.example>\nОтправлено: 2 апреля 2012 г. 18:26\nКому: Анна\nТема: Поезд\n\nПоезд ушёл.\n\nFrom: Olga\nSent: Sunday, April 1, 2012 8:00 AM\nTo: Pyotr\nSubject: Train\n\nWhen does it leave?'),
      ['Ann: Да.', 'Пётр Лапин: Поезд ушёл.', 'Olga: When does it leave?'],
    ],
    [
      'a forward of Gmail, in French, as a page',
      page('<div>Pour info.<br><br><div class="gmail_quote"><div>---------- Forwarded message ---------<br>De : <b>Anne Roux</b> &lt;<a>a@three.example</a>&gt;<br>Date: lun. 2 avr. 2012 à 10:00<br>Subject: le pont<br>To: Luc &lt;l@one.example&gt;<br></div><br><div>Le pont sera fermé.</div></div></div>'),
      ['Ann: Pour info.', 'Anne Roux: Le pont sera fermé.'],
    ],
    [
      'Outlook as a page, a line a paragraph',
      page('<p>Sí.</p><div style="border-top:solid 1pt"><p><b>De:</b> José García</p><p><b>Enviado el:</b> lunes, 2 de abril de 2012 18:26</p><p><b>Para:</b> Ann</p><p><b>Asunto:</b> Lista</p></div><p>El barco salió.</p><ul><li>uno</li></ul>'),
      ['Ann: Sí.', 'José García: El barco salió.', 'José García: uno'],
    ],
    [
      'Apple Mail',
      plain('See below.\n\nBegin forwarded message:\n\n> From: Carl Day <c@three.example>\n> Subject: The plan\n> Date: April 2, 2012 at 6:26:22 PM GMT+4\n> To: Ann <ann@one.example>\n> \n> The convoy leaves at noon.'),
      ['Ann: See below.', 'Carl Day: The convoy leaves at noon.'],
    ],
    [
      'labels of a language that Lede does not know',
      plain('Ke.\n\nMolaetsa: Thabo M <t@two.example>\nLetsatsi: 2012-04-02 18:26\nTaba: Lenane\n\nLenane le teng.'),
      ['Ann: Ke.', 'Thabo M: Lenane le teng.'],
    ],
    [
      'an answer above a text that nothing marks',
      plain('I agree.\n\nOn Mon, 2 Apr 2012 at 18:26, Ben Li <ben@two.example> wrote:\n\nThe list is in the cellar.'),
      ['Ann: I agree.', 'Ben Li: The list is in the cellar.'],
    ],
  ] // biome-ignore format: one row after the other
  it.each(ROWS)('of %s is its own writer’s', async (_, mail, words) => {
    const { first } = await said(mail)
    expect(first).toEqual(expect.arrayContaining([...words]))
    for (const line of first)
      expect(words.includes(line) || /: .*(?::|message)/iu.test(line), line).toBe(true)
  })

  it.each([
    ['of Outlook', '-----Original Message-----\nFrom: Ben Li <ben@two.example>\nSent: Monday, April 02, 2012 6:26 PM\nTo: Ann\nSubject: The plan'],
    ['of Gmail', '---------- Forwarded message ---------\nFrom: Ben Li <ben@two.example>\nDate: Mon, Apr 2, 2012 at 6:26 PM\nSubject: The plan for the harbour of the old town and for its railway, as it was told to us all\nTo: Ann'],
    ['in German', '-----Ursprüngliche Nachricht-----\nVon: Jörg Müller\nGesendet: Montag, 2. April 2012 18:26\nBetreff: Liste'],
    ['in Russian, of two lines', 'От: Пётр Лапин <p@two.example>\nТема: Поезд'],
    ['of a language that is not known', 'Molaetsa: Thabo M <t@two.example>\nLetsatsi: 2012-04-02 18:26\nTaba: Lenane'],
  ])('has a header of as many lines as it is written in: %s', async (_, header) => {
    for (const type of ['', '; format=flowed']) {
      const { documents } = await said(plain(`See below.\n\n${header}\n\nThe words.\n`).replace('text/plain', `text/plain${type}`))
      expect(documents[0]?.passages.map(({ text }) => text)).toEqual(['See below.', header, 'The words.'])
    }
  }) // biome-ignore format: a header a line

  it('has the names that its header goes on with in the line of the field', async () => {
    const { documents } = await said(
      plain('-----Message d’origine-----\nDe : Anne Roux\nEnvoyé : lundi 2 avril 2012\nÀ : Luc Petit;\nEva Blanc\nObjet : le pont\n\nIl est fermé.'),
    )
    expect(documents[0]?.passages[0]?.text.split('\n')).toContain('À : Luc Petit; Eva Blanc')
  }) // biome-ignore format: a header a line

  it('is none where lines only look like a header', async () => {
    const { first } = await said(
      plain('The trip:\n\nFrom: Oslo\nTo: Bergen\nDate: 3 May 2018\n\nWe take the train.'),
    )
    expect(first.every(line => line.startsWith('Ann: '))).toBe(true)
  })

  it('is cited as its writer’s, quoted by the sender', async () => {
    const { documents } = await said(plain(`No.\n\n${OUTLOOK}`))
    const [mail] = documents
    const cited = (at: number): string => {
      const passage = {
        ...(mail?.passages[at] as NonNullable<typeof mail>['passages'][number]),
        mentions: [],
      }
      const record = {
        ...(mail?.metadata as NonNullable<typeof mail>['metadata']),
        id: 'mail',
        path: 'mail.eml',
        languages: ['en'],
        passages: 3,
        words: 9,
      }
      return cite(passage, record, '', '').text
    }
    expect(cited(0)).toBe('Ann, “Re: The plan”, 2 April 2012, ¶1')
    expect(cited(2)).toBe('Ben, quoted in Ann, “Re: The plan”, 2 April 2012, ¶3')
  })
})

describe('alternatives', () => {
  const both = (text: string, html: string): string =>
    `${HEAD}MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain; charset=utf-8\n\n${text}\n--B\nContent-Type: text/html; charset=utf-8\n\n${html}\n--B--\n`
  const TRIBUNAL = '<p>The tribunal heard the harbourmaster about the missing lighters and the coal.</p>'

  it.each([
    ['This message is in HTML. Please use a mail program that shows HTML.', TRIBUNAL],
    [
      'Ihr Programm kann diese Nachricht nicht anzeigen.',
      '<p>Das Gericht hörte den Hafenmeister zu den Kähnen und der Kohle an.</p>',
    ],
    ['Читать: https://one.example/x', '<p>Суд выслушал начальника порта о пропавших лихтерах и об угле.</p>'],
    ['The tribunal heard…', TRIBUNAL],
  ])('a stub gives way to the page: %s', async (text, html) => {
    const { first, rules } = await said(both(text, html))
    expect(first).toEqual([`Ann: ${html.replace(/<[^>]+>/gu, '')}`])
    expect(rules).toEqual(['stub-text'])
  })

  it('a text that says the same, or more, is read', async () => {
    const text = 'The tribunal heard the harbourmaster about the missing lighters and the coal.'
    for (const html of [TRIBUNAL, '<img src="cid:logo">', '<p>View in your browser</p>'])
      expect((await said(both(text, html))).first).toEqual([`Ann: ${text}`])
  })

  it('nothing is lost of either', async () => {
    const { documents } = await said(both('Use another program, says the stub.', TRIBUNAL))
    expect(documents[0]?.passages.at(-1)).toMatchObject({
      kind: 'boilerplate',
      text: 'Use another program, says the stub.',
    })
  })
})

describe('a charset', () => {
  const CAFE = [0x63, 0x61, 0x66, 0xe9]
  const ROWS: readonly (readonly [name: string, mail: Buffer, text: string, isSaid: boolean])[] = [
    ['none, Latin', bytes('Content-Type: text/plain', 'The ', CAFE, ' in Gen', [0xe8], 've was closed.'), 'The café in Genève was closed.', true],
    ['none, UTF-8', bytes('X-A: b', 'Statek stał w porcie.'), 'Statek stał w porcie.', false],
    ['us-ascii, which it is not', bytes('Content-Type: text/plain; charset=us-ascii', 'Zażółć gęślą jaźń.'), 'Zażółć gęślą jaźń.', true],
    ['utf-8, which it is not', bytes('Content-Type: text/plain; charset=utf-8', 'Le ', CAFE, ' fut ferm', [0xe9], ' hier.'), 'Le café fut fermé hier.', true],
    ['Latin-1, and it is UTF-8', bytes('Content-Type: text/plain; charset=iso-8859-1', 'Die Brücke über den Fluß.'), 'Die Brücke über den Fluß.', true],
    ['one that nobody knows', bytes('Content-Type: text/plain; charset=x-unknown', 'Le ', CAFE, ' noir.'), 'Le café noir.', true],
    ['KOI8-R', bytes('Content-Type: text/plain; charset=koi8-r', [0xeb, 0xcf, 0xd2, 0xc1, 0xc2, 0xcc, 0xd8]), 'Корабль', false],
    ['ISO-2022-JP', bytes('Content-Type: text/plain; charset=ISO-2022-JP', '\x1b$BA%$O9A$K$$$k!#\x1b(B'), '船は港にいる。', false],
    ['ISO-2022-JP that is not named', bytes('X-A: b', '\x1b$BA%$O9A$K$$$k!#\x1b(B'), '船は港にいる。', true],
    ['UTF-7', bytes('Content-Type: text/plain; charset=utf-7', 'Gr+APwA3w-e'), 'Grüße', false],
  ] // biome-ignore format: one row after the other
  it.each(ROWS)('%s', async (_, mail, text, isSaid) => {
    const { first, rules } = await said(mail)
    expect(first).toEqual([`Ann: ${text}`])
    expect(rules).toEqual(isSaid ? ['guessed-encoding'] : [])
  })

  it('of raw headers is guessed as well', async () => {
    const mail = Buffer.concat([
      Buffer.from('From: Zo'),
      Buffer.from([0xeb]),
      Buffer.from(' <z@one.example>\nSubject: D'),
      Buffer.from([0xe9]),
      Buffer.from('part\n\nText.'),
    ])
    expect((await said(mail)).documents[0]?.metadata).toMatchObject({ title: 'Départ', authors: ['Zoë'] })
  })
})

describe('parts', () => {
  const mixed = (...parts: string[]): string =>
    `${HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n${parts.map(part => `--B\n${part}\n`).join('')}--B--\n`
  const FORWARD =
    'From: Carl <carl@two.example>\nSubject: The convoy\nDate: Sun, 1 Apr 2012 10:00:00 +0000\n\nThe convoy leaves at noon.'

  it('a message without a name is a document of its own, named by its subject', async () => {
    for (const kind of [
      'Content-Type: message/rfc822',
      'Content-Type: message/rfc822\nContent-Disposition: attachment',
      'Content-Type: message/rfc822\nContent-Disposition: inline',
    ]) {
      const { told, documents } = await said(
        mixed('Content-Type: text/plain\n\nSee below.', `${kind}\n\n${FORWARD}`),
      )
      expect(told).toEqual([['Ann: See below.'], ['Carl: The convoy leaves at noon.']])
      expect(documents[1]).toMatchObject({ metadata: { title: 'The convoy', date: '2012-04-01' } })
    }
  })

  it('a digest is a document for each message', async () => {
    const digest = `${HEAD}MIME-Version: 1.0\nContent-Type: multipart/digest; boundary=B\n\n--B\n\n${FORWARD}\n--B\n\n${FORWARD.replace('noon', 'one')}\n--B--\n`
    expect((await said(digest)).told.slice(1)).toEqual([
      ['Carl: The convoy leaves at noon.'],
      ['Carl: The convoy leaves at one.'],
    ])
  })

  it('texts one after the other are all read, whatever they lie in', async () => {
    const nested =
      'Content-Type: multipart/related; boundary=R\n\n--R\nContent-Type: multipart/alternative; boundary=A\n\n--A\nContent-Type: text/plain\n\nThe shipyard.\n--A\nContent-Type: text/html\n\n<p>The shipyard.</p>\n--A--\n--R\nContent-Type: image/png\n\nx\n--R--'
    const { first, rules } = await said(mixed(nested, 'Content-Type: text/plain\n\nThe footer of a list.'))
    expect(first).toEqual(['Ann: The shipyard.', 'Ann: The footer of a list.'])
    expect(rules).toEqual([])
  })

  it('an invitation is read: what, where, when, who', async () => {
    const event =
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Hearing of the harbourmaster\nDTSTART:20120502T090000Z\nLOCATION:Tema\\, Ghana\nORGANIZER;CN="Li, Ben":mailto:ben@two.example\nDESCRIPTION:Bring the\n  ledger.\\nAll of it.\nEND:VEVENT\nEND:VCALENDAR'
    const { documents } = await said(
      mixed('Content-Type: text/plain\n\nCome.', `Content-Type: text/calendar; method=REQUEST\n\n${event}`),
    )
    expect(documents[1]).toMatchObject({
      metadata: {
        title: 'Hearing of the harbourmaster',
        date: '2012-05-02',
        meta: { organizer: ['Li, Ben'], location: ['Tema, Ghana'] },
      },
    })
    expect(documents[1]?.passages.map(({ text }) => text)).toContain('Bring the ledger. All of it.')
  })

  it('what cannot be read is said: encrypted texts, other formats', async () => {
    expect(
      (await said(mixed('Content-Type: text/plain\n\nx', 'Content-Type: application/x-drawing\n\na,b')))
        .rules,
    ).toEqual(['attachment'])
    const locked = `${HEAD}MIME-Version: 1.0\nContent-Type: multipart/encrypted; boundary=B\n\n--B\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--B--\n`
    expect((await said(locked)).rules).toEqual(['protected-part'])
  })
})

describe('parts that their header misplaces', () => {
  const parted = (type: string, boundary: string, ...parts: string[]): string =>
    `${HEAD}MIME-Version: 1.0\nContent-Type: ${type}\n\n${parts.map(part => `--${boundary}\n${part}\n`).join('')}--${boundary}--\n`
  const texts = [
    'Content-Type: text/plain\n\nThe mill burnt.',
    'Content-Type: text/plain\n\nNobody was told.',
  ]
  const ROWS: readonly (readonly [name: string, mail: string, said: readonly string[]])[] = [
    ['another boundary', parted('multipart/mixed; boundary=one', 'two', ...texts), ['Ann: The mill burnt.', 'Ann: Nobody was told.']],
    ['no boundary', parted('multipart/mixed', '==_x.1/y', ...texts), ['Ann: The mill burnt.', 'Ann: Nobody was told.']],
    ['no boundary, and text before the parts', parted('multipart/report; re', 'q', ...texts).replace('--q', 'A message in parts.\n\n--q'), ['Ann: The mill burnt.', 'Ann: Nobody was told.']],
    ['no boundary, and parts in a part', parted('multipart/mixed', 'out', 'Content-Type: multipart/alternative\n\n--in\nContent-Type: text/plain\n\nDie Mühle.\n--in--', texts[1] ?? ''), ['Ann: Die Mühle.', 'Ann: Nobody was told.']],
    ['no parts at all', `${HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\nThe mill burnt.\n`, ['Ann: The mill burnt.']],
    ['no empty line before the text', parted('multipart/mixed; boundary=b', 'b', 'Content-Type: text/plain\nThe mill burnt.\n', texts[1] ?? ''), ['Ann: The mill burnt.', 'Ann: Nobody was told.']],
    ['no header, and no empty line', parted('multipart/mixed; boundary=b', 'b', 'La filature a brûlé.\n', texts[1] ?? ''), ['Ann: La filature a brûlé.', 'Ann: Nobody was told.']],
  ] // biome-ignore format: one row after the other
  it.each(ROWS)('are read all the same, and said: %s', async (_, mail, told) => {
    const { first, rules } = await said(mail)
    expect([first, rules]).toEqual([told, ['mended-message']])
  })

  it('texts of an unknown kind are texts', async () => {
    for (const type of ['text', 'text/x-note', 'text/markdown; charset=utf-8'])
      expect(await said(plain('The mill burnt.', type))).toMatchObject({
        first: ['Ann: The mill burnt.'],
        rules: [],
      })
  })
})

describe('what is attached', () => {
  const mixed = (...parts: string[]): string =>
    `${HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nSee below.\n${parts.map(part => `--B\n${part}\n`).join('')}--B--\n`

  it('names a picture that was sent, and none of the letter paper', async () => {
    const picture = (disposition: string, name: string): string =>
      `Content-Type: image/png; name="${name}"\nContent-Disposition: ${disposition}\n\nx`
    const { documents } = await said(
      mixed(picture('attachment', 'ledger.png'), picture('inline', 'logo.png')),
    )
    expect(documents[0]).toMatchObject({ metadata: { meta: { attachments: ['ledger.png'] } } })
  })

  it.each([
    ['message/delivery-status', 'Reporting-MTA: dns; mail.two.example\n\nFinal-Recipient: rfc822; carl@two.example\nDiagnostic-Code: smtp; 550 the mailbox burnt\n', 'the mailbox burnt'],
    ['message/disposition-notification', 'Reporting-UA: two.example\nDisposition: manual-action; displayed\n', 'manual-action'],
    ['text/rfc822-headers', 'From: Dora <dora@two.example>\nSubject: The millrace\n', 'The millrace'],
    ['message/rfc822-headers', 'From: Dora <dora@zwei.example>\nSubject: Der Mühlgraben\n', 'Der Mühlgraben'],
    ['message/feedback-report', 'Feedback-Type: abuse\nUser-Agent: Sortierer/2\nReported-Domain: moulin.example\n', 'moulin.example'],
  ])('reads what is said of a message that was sent: %s', async (type, report, words) => {
    const { documents, rules } = await said(mixed(`Content-Type: ${type}\n\n${report}`))
    expect(rules).toEqual([])
    expect(documents[1]?.passages.map(({ text }) => text).join('\n')).toContain(words)
  }) // biome-ignore format: one report a line

  it('says of an attachment without text that it was left out', async () => {
    const empty = 'From: Carl <carl@two.example>\nContent-Type: multipart/mixed; boundary=C\n\n--C--'
    expect((await said(mixed(`Content-Type: message/rfc822\n\n${empty}`))).rules).toEqual([
      'empty-attachment',
    ])
  })

  it('takes no pointer to a file for the file', async () => {
    const pointer =
      'Content-Type: message/external-body; access-type=anon-ftp; name="list.txt"\n\nContent-Type: text/plain\n\n'
    expect(await said(mixed(pointer))).toMatchObject({ told: [['Ann: See below.']], rules: ['attachment'] })
  })

  it('belongs to a message that has no subject', async () => {
    const mail = mixed('Content-Type: message/rfc822\n\nFrom: Carl <carl@two.example>\n\nAt noon.')
    const { documents } = await said(mail.replace('Subject: Re: The plan\n', ''))
    expect(documents[1]).toMatchObject({
      metadata: { meta: { 'attached-to': ['Message without a subject'] } },
    })
  })
})

describe('the sender of a mail', () => {
  it.each([
    ['ann at one.example (Ann Lee)', 'Ann Lee', 'Ann Lee <ann at one.example>'],
    ['bo.li at mail.two.example (=?UTF-8?B?VsOtdCBMaQ==?=)', 'Vít Li', 'Vít Li <bo.li at mail.two.example>'],
    ['marta en tres.example (Marta Río)', 'Marta Río', 'Marta Río <marta en tres.example>'],
    ['ann@one.example (Ann Lee)', 'Ann Lee', 'Ann Lee <ann@one.example>'],
    ['Ann Lee (the keeper) <ann@one.example>', 'Ann Lee', 'Ann Lee <ann@one.example>'],
    ['ann at one.example', 'ann at one.example', 'ann at one.example'],
  ])('%s is %s', async (written, name, sender) => {
    const { documents } = await said(`From: ${written}\nSubject: Das Wehr\n\nOffen.\n`)
    expect(documents[0]?.metadata).toMatchObject({ authors: [name], meta: { from: [sender] } })
  })
})

describe('the day of a mail', () => {
  const RECEIVED =
    'Received: from b by c; Tue, 03 Apr 2012 01:10:00 +0000\nReceived: from a by b\n\tid 7; Mon, 2 Apr 2012 23:50:00 +0000\n'
  const dated = async (head: string) =>
    (await said(`${RECEIVED}From: Ann <ann@one.example>\nSubject: Das Wehr\n${head}\nOffen.\n`)).documents[0]
      ?.metadata.date

  it.each([
    ['what its sender wrote', 'Date: Sun, 1 Apr 2012 09:00:00 +0200\n', '2012-04-01'],
    ['the day on which it came, where it says none', '', '2012-04-03'],
  ])('is %s', async (_, head, day) => expect(await dated(head)).toBe(day))

  it('is not taken from its way where it says one that nobody can read', async () => {
    expect(await dated('Date: garbage\n')).toBeNull()
  })

  it('is not known where no server says when it came', async () => {
    const { documents } = await said(
      'Received: by b\nFrom: Ann <ann@one.example>\nSubject: La vanne\n\nOuverte.\n',
    )
    expect(documents[0]?.metadata.date).toBeNull()
  })
})

describe('any mail', () => {
  it('keeps each word once, whoever says it, and adds none', async () => {
    const mark = fc.constantFrom('', '', '> ', '>> ', '> > ', '>', '>>> ', ' >')
    const filling = fc.constantFrom(
      '',
      '- ',
      'Von: ',
      'From: ',
      'Subject: ',
      '-----Original Message-----\n',
      'On 2 May 2012 18:26, ',
      '-- ',
      '* ',
    )
    const end = fc.constantFrom('\n', ' \n', '\n\n', '\r\n', ':\n', ' wrote:\n')
    let counter = 0
    const line = fc
      .tuple(mark, filling, fc.integer({ min: 0, max: 3 }), end)
      .map(
        ([quoted, before, words, after]) =>
          `${quoted}${before}${Array.from({ length: words }, () => `w${counter++}x`).join(' ')}${after}`,
      )
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('text/plain', 'text/plain; format=flowed', 'text/plain; format=flowed; delsp=yes'),
        async (lines, type) => {
          // Where a line's last space is dropped its word goes on in the next.
          const text = type.endsWith('yes') ? lines.join('').replaceAll(' \n', '  \n') : lines.join('')
          fc.pre(/w\d+x/u.test(text))
          const { documents } = await said(plain(text, type))
          const passages = documents.flatMap(document => document.passages)
          const kept = passages.flatMap(passage => passage.text.match(/w\d+x/gu) ?? [])
          expect(kept.toSorted()).toEqual((text.match(/w\d+x/gu) ?? []).toSorted())
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe.skipIf(SHARED === undefined)('the mails of the table', () => {
  const ROWS: readonly (readonly [file: string, line: string])[] = [
    ['mail/stub.eml', 'Ann Lee: The tribunal heard the harbourmaster about the missing lighters and the coal.'],
    ['mail/nocharset.eml', 'c@example.org: The café in Genève was closed.'],
    ['mail/jp.eml', 'b@example.jp: 船は港に三日間停泊した。'],
    ['mail/qp.eml', '?: Sie fährt nicht.'],
    ['mail/fixed2.eml', 'Bo: Who paid for the lighters? And who paid for the coal?'],
    ['mail/flowed2.eml', '?: The brickworks paid for the lighters. Nobody paid for the coal.'],
    ['real/flowed-reply.eml', 'Ann: I disagree with that, wholly.'],
    ['real/outlook-reply.eml', 'Ben: We should burn the list of names tonight.'],
    ['real/forward-unnamed.eml', 'Carl: The convoy leaves at noon from the northern gate.'],
  ] // biome-ignore format: one row after the other
  it.each(ROWS)('%s', async (file, line) => {
    const { told } = await said(await readFile(join(SHARED as string, 'cases', file)))
    expect(told.flat()).toContain(line)
  })
})
