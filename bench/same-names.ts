// Does Lede tell a place from a person of the same name, and a company, a ship or a law from its namesake? Small archives of invented
// texts (test/gold/same-names), in four languages: those of `known.txt` were looked at while rules were written, of those of `aside.txt` only the totals.
//   npm run bench:same-names [-- --faults]     also the faults of the known ones
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mention } from '../src/domain/document.ts'
import { NO_CORRECTIONS } from '../src/entities/corrections.ts'
import { createGazetteer } from '../src/entities/gazetteer/gazetteer.ts'
import { applyLexicon } from '../src/entities/lexicon/apply.ts'
import { gatherEvidence } from '../src/entities/lexicon/evidence.ts'
import { CorpusLexicon } from '../src/entities/lexicon/lexicon.ts'
import { resolveDocument } from '../src/entities/resolve-document.ts'
import { createTagger } from '../src/entities/tagger/create-tagger.ts'
import { EntityIndex } from '../src/entities/things/entity-index.ts'
import { beginTable } from './figures/table.ts'
import { addKinds } from './verdicts.ts'

/** What a mention should name: a place, an organisation, a person by name, a thing that is neither person nor place, either of two people. */
interface GoldMention {
  readonly passage: number
  readonly start: number
  readonly end: number
  readonly kind: string
  /** Of a person whom the document names in full; empty where the surname is all that is known. */
  readonly name: string
}

interface GoldDocument {
  readonly title: string
  readonly passages: readonly string[]
  readonly mentions: readonly GoldMention[]
}

interface Archive {
  readonly name: string
  readonly language: string
  readonly documents: readonly GoldDocument[]
}

type Verdict = 'right' | 'wrong' | 'unlinked'

const KINDS = [
  ['L', 'places'],
  ['P', 'people'],
  ['O', 'organisations'],
  ['X', 'ships, laws, prizes'],
  ['U', 'either of two people'],
] as const

const gazetteer = createGazetteer()
const tag = createTagger(gazetteer)

const table = beginTable('same names', ['names in archives', 'mentions', 'right', 'wrong', 'not linked'])
for (const [file, title] of [
  ['known', 'looked at'],
  ['aside', 'set aside'],
] as const) {
  const found = readArchives(file).flatMap(archive => judge(archive, file === 'known'))
  addKinds(table, title, KINDS, found, ['right', 'wrong', 'unlinked'])
}
table.end()

function readArchives(file: string): Archive[] {
  const text = readFileSync(join(import.meta.dirname, `../test/gold/same-names/${file}.txt`), 'utf8')
  return text
    .split(/^== /mu)
    .slice(1)
    .map(part => {
      const [head = '', ...lines] = part.trimEnd().split('\n')
      const [name = '', language = ''] = head.split(' ')
      return {
        name,
        language,
        documents: lines
          .join('\n')
          .split(/^-- ?\n/mu)
          .map(readDocument),
      }
    })
}

function readDocument(text: string): GoldDocument {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const mentions: GoldMention[] = []
  const passages = lines.map((line, passage) => {
    let plain = ''
    let from = 0
    for (const match of line.matchAll(/\[(?<form>[^\]=]+)=(?<kind>[LPOXU]) ?(?<name>[^\]]*)\]/gu)) {
      const { form = '', kind = '', name = '' } = match.groups ?? {}
      plain += line.slice(from, match.index)
      mentions.push({ passage, start: plain.length, end: plain.length + form.length, kind, name })
      plain += form
      from = match.index + match[0].length
    }
    return plain + line.slice(from)
  })
  return { title: head.replace('# ', ''), passages, mentions }
}

function judge(archive: Archive, isKnown: boolean): [kind: string, verdict: Verdict][] {
  const { language, documents } = archive
  const lexicon = new CorpusLexicon(gazetteer)
  const index = new EntityIndex()
  const read = documents.map(({ passages, title }) => {
    const tagged = tag({ texts: passages, title, date: null, languages: passages.map(() => language) })
    const { passedOver, ...evidence } = gatherEvidence(tagged, gazetteer)
    lexicon.add(evidence)
    return { passages, tagged, passedOver }
  })
  const resolved = read.map(({ passages, tagged, passedOver }) => {
    const names = applyLexicon(passages, tagged.candidates, passedOver, lexicon, tagged.peopleAbove)
    const languages = passages.map(() => language)
    const mentions = resolveDocument(passages, names, languages, tagged.peopleAbove)
    index.gather(mentions)
    return mentions
  })
  const entities = index.resolve(NO_CORRECTIONS, () => [])
  return documents.flatMap(({ passages, mentions }, document) =>
    mentions.map((gold): [string, Verdict] => {
      const all = entities.mentionsIn(String(document), resolved[document]?.[gold.passage] ?? [])
      const mention = all.find(({ start, end }) => start < gold.end && gold.start < end)
      const called = mention?.entity == null ? null : entities.nameOf(mention.entity)
      const verdict = verdictOf(gold, mention, called)
      if (verdict !== 'right' && isKnown && process.argv.includes('--faults'))
        process.stderr.write(
          `${archive.name} ${document + 1}: ${verdict} ${gold.kind} ${gold.name} as ${mention?.entity} (${mention?.rule}): ${passages[gold.passage]?.slice(Math.max(0, gold.start - 40), gold.end + 30)}\n`,
        )
      return [gold.kind, verdict]
    }),
  )
}

function verdictOf(gold: GoldMention, mention: Mention | undefined, called: string | null): Verdict {
  if (mention === undefined || called === null) return gold.kind === 'U' ? 'right' : 'unlinked'
  const { type } = mention
  if (gold.kind === 'U') return type === 'person' && !called.includes(' ') ? 'unlinked' : 'wrong'
  if (type === 'other' && gold.kind !== 'X') return 'unlinked'
  if (gold.kind === 'L') return type === 'place' ? 'right' : 'wrong'
  if (gold.kind === 'O') return type === 'organization' || type === 'product' ? 'right' : 'wrong'
  if (gold.kind === 'X') return type === 'person' || type === 'place' ? 'wrong' : 'right'
  if (type !== 'person') return 'wrong'
  if (gold.name === '' || called === gold.name) return 'right'
  return called.includes(' ') ? 'wrong' : 'unlinked'
}
