// `lede search`, `context`, `entities`: questions to a bundle without a server.
import pc from 'picocolors'
import { counted } from '../../domain/counted.ts'
import { ENTITY_TYPES, type Passage } from '../../domain/document.ts'
import { RequestError } from '../../domain/errors.ts'
import type { CopySummary } from '../../search/copies.ts'
import { countsLine } from '../../search/counts.ts'
import { listEntities } from '../../search/entities.ts'
import { LIMITS } from '../../search/limits.ts'
import { getContext } from '../../search/passages.ts'
import { parseSearchRequest, validate, wholeNumber } from '../../search/request.ts'
import { type ReviewCase, reviewEntities } from '../../search/review.ts'
import { search } from '../../search/search.ts'
import { parametersFrom } from '../filter-flags.ts'
import { type IndexFlags, withIndex } from '../index-flags.ts'
import { adviceForNothing } from '../nothing-found.ts'
import { emphasise, say, sayJson, table } from '../terminal.ts'

export interface SearchFlags extends IndexFlags {
  readonly limit?: string
  readonly offset?: string
  readonly sort?: string
  readonly match?: string
  readonly synonyms?: string
  readonly variants?: string
  readonly meaning?: string
  readonly filter: readonly string[]
  readonly facets?: string
  readonly json?: true
}

/** @param flags.filter parameters of the interface, e.g. `entity=place:armenia`, `from=2020`, `meta.region=Asia` */
export async function runSearch(query: string, flags: SearchFlags): Promise<number> {
  const { limit, offset, sort, match, synonyms, variants, meaning, facets } = flags
  const given = {
    q: query,
    facets: facets ?? 'none',
    limit,
    offset,
    sort,
    match,
    synonyms,
    variants,
    meaning,
  }
  const request = parseSearchRequest(parametersFrom(given, flags.filter))
  const { page, advice } = await withIndex(flags, async bundle => {
    const page = await search(bundle, request)
    const isNothing = page.total === 0 && page.hits.length === 0 && flags.json !== true
    return { page, advice: isNothing ? await adviceForNothing(bundle, given, flags.filter) : [] }
  })
  if (flags.json === true) {
    sayJson(page)
    return 0
  }
  for (const note of page.query.notes) say(pc.dim(note))
  if (page.query.suggestion !== null) say(pc.dim(`Did you mean: ${page.query.suggestion}`))
  say(
    pc.dim(`${counted(page.total, 'passage')} in ${counted(page.documents, 'document')}, ${page.tookMs} ms`),
  )
  if (page.counts !== undefined && page.total > 0) say(pc.dim(countsLine(page.counts)))
  for (const line of advice) say(line)
  for (const {
    passage,
    snippet,
    citation,
    document,
    titleHighlights,
    matched,
    related,
    copies,
  } of page.hits) {
    say('')
    if (related === true) say(pc.dim('related in meaning, none of the words led here:'))
    if (matched !== undefined)
      say(`${emphasise(document.title, titleHighlights)} ${pc.dim(`(only in the ${matched})`)}`)
    say(emphasise(snippet.text, snippet.highlights))
    say(pc.dim(`${citation.text}  ${passage.id}`))
    if (copies !== undefined) say(pc.dim(copiesLine(copies)))
  }
  for (const [name, values] of Object.entries(page.facets)) {
    say('')
    say(pc.bold(name))
    if (values.length > 0)
      say(table(values.map(({ id, name: label, count }) => [String(count).padStart(6), label, pc.dim(id)])))
  }
  return 0
}

/** `12 copies, the first: The Herald, 2021-03-01, herald~abcd1234`. */
function copiesLine({ total, first: { passage, document } }: CopySummary): string {
  const where = [document.source ?? document.title, document.date, passage].filter(text => text !== null)
  return `${total} copies, the first: ${where.join(', ')}`
}

export interface ContextFlags extends IndexFlags {
  readonly before: string
  readonly after: string
  readonly json?: true
}

export async function runContext(id: string, flags: ContextFlags): Promise<number> {
  const before = validate(wholeNumber(0, LIMITS.context.max), flags.before)
  const after = validate(wholeNumber(0, LIMITS.context.max), flags.after)
  const context = await withIndex(flags, async bundle => getContext(bundle, id, before, after))
  if (flags.json === true) {
    sayJson(context)
    return 0
  }
  const show = (passage: Passage): string => `${pc.dim(`¶${passage.ordinal}`)} ${passage.text}`
  say(pc.bold(context.document.title))
  for (const passage of context.before) say(`\n${show(passage)}`)
  say(`\n→ ${pc.bold(show(context.passage))}`)
  for (const passage of context.after) say(`\n${show(passage)}`)
  return 0
}

/** Doubtful cases as a corrections file whose answers are commented out: remove the `#` of those that are right. */
function sayReview(cases: readonly ReviewCase[]): void {
  say(`# ${cases.length} doubtful cases. Copy what is right into entities.yaml, without the #:`)
  say('# under merge those that are one, under distinct those that are not and should not be asked again.')
  say('merge:')
  for (const [number, { kind, question, answer }] of cases.entries()) {
    say(`  # ${number + 1} ${kind}: ${question}`)
    for (const line of answer.split('\n').filter(part => part !== '')) say(`  #${line.slice(1)}`)
  }
  say('distinct:')
  for (const [number, { kind, entities }] of cases.entries())
    if (kind !== 'ambiguous') say(`  #- [${entities.join(', ')}]  # ${number + 1}`)
}

export interface EntitiesFlags extends IndexFlags {
  readonly type?: string
  readonly limit: string
  readonly review?: true
  readonly json?: true
}

export async function runEntities(query: string | undefined, flags: EntitiesFlags): Promise<number> {
  const type = ENTITY_TYPES.find(candidate => candidate === flags.type)
  if (flags.type !== undefined && type === undefined) {
    throw new RequestError([{ parameter: '--type', message: `must be one of ${ENTITY_TYPES.join(', ')}` }])
  }
  const limit = validate(wholeNumber(1, LIMITS.list.max), flags.limit)
  if (flags.review === true) {
    const cases = await withIndex(flags, async bundle => reviewEntities(bundle))
    if (flags.json === true) sayJson({ cases })
    else sayReview(cases)
    return 0
  }
  const wanted = { q: query ?? '', type: type ?? null, sort: 'count', offset: 0, limit } as const
  const list = await withIndex(flags, async bundle => listEntities(bundle, wanted))
  if (flags.json === true) {
    sayJson(list)
    return 0
  }
  if (list.entities.length > 0) {
    say(
      table(
        list.entities.map(({ passages, name, id, aliases }) => [
          String(passages).padStart(6),
          name,
          pc.dim(id),
          pc.dim(aliases.slice(0, 4).join(', ')),
        ]),
      ),
    )
  }
  say(pc.dim(`${list.entities.length} of ${list.total} entities`))
  return 0
}
