// What can an assistant ask? The same calls as the interface's, with answers that carry citations.

import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { ServedBundle } from '../bundle/serving.ts'
import { counted as said } from '../domain/counted.ts'
import { ENTITY_TYPES, INFERRED_FROM } from '../domain/document.ts'
import { NotFoundError, RequestError } from '../domain/errors.ts'
import { INTERVALS } from '../domain/query.ts'
import { OPERATORS } from '../query/operators.ts'
import { parseBatchQuery, runBatch } from '../search/batch.ts'
import { countsLine } from '../search/counts.ts'
import { getDocument } from '../search/documents.ts'
import { getEntity, listEntities } from '../search/entities.ts'
import { LIMITS } from '../search/limits.ts'
import { similarInMeaning } from '../search/meaning/similar.ts'
import { themes } from '../search/meaning/themes.ts'
import { getContext, getPassage } from '../search/passages.ts'
import {
  parseSearchRequest,
  parseSimilarToRequest,
  parseThemesRequest,
  parseTimelineRequest,
} from '../search/request.ts'
import { requestDeadline } from '../search/request-deadline.ts'
import { search, timeline } from '../search/search.ts'
import { asText, type CitedPassage, citedPassage } from './cited.ts'

const cited = z.object({
  id: z.string(),
  document: z.string(),
  title: z.string(),
  paragraph: z.int(),
  section: z.array(z.string()),
  text: z.string(),
  citation: z.string(),
  source: z.string(),
  url: z.string().nullable(),
  date: z.string().nullable(),
  inferredDates: z
    .array(z.object({ text: z.string(), date: z.string(), inferredFrom: z.enum(INFERRED_FROM) }))
    .optional()
    .describe('Days that the text writes without a year, with the year that was found for them and where'),
})
const meaningAnswer = z
  .object({
    searched: z.boolean(),
    model: z.string().optional(),
    why: z.string().optional(),
    failed: z.boolean().optional(),
  })
  .describe('Whether meaning was searched, and why not')
const counted = z.object({ id: z.string(), name: z.string(), count: z.int() })
const facetValue = counted.extend({ chosen: z.literal(true).optional() })
const buckets = z.array(z.object({ start: z.string(), count: z.int() }))
const entity = z.object({
  id: z.string(),
  type: z.enum(ENTITY_TYPES),
  name: z.string(),
  aliases: z.array(z.string()),
  passages: z.int(),
  documents: z.int(),
})

const texts = z.array(z.string()).optional()
const selection = {
  query: z
    .string()
    .describe(
      `${OPERATORS.map(({ examples, meaning }) => `${examples.join(' ')}: ${meaning}`).join('. ')}. Empty for everything.`,
    ),
  match: z
    .enum(['any', 'all'])
    .optional()
    .describe('Whether any or all of the words must stand in a passage; any unless said'),
  syntax: z
    .enum(['on', 'off'])
    .optional()
    .describe('off for text that is not typed as a query: no sign in it is read; on unless said'),
  synonyms: z
    .enum(['on', 'off'])
    .optional()
    .describe('off to search words without the synonyms that the corpus has; on unless said'),
  variants: z
    .enum(['on', 'off'])
    .optional()
    .describe(
      'off to search names only as they are written, not in other spellings and scripts; on unless said',
    ),
  entities: texts.describe(
    'Ids of entities, all of which a passage must mention, e.g. place:laos; see list_entities',
  ),
  anyEntities: texts.describe('Ids of entities, one of which a passage must mention'),
  notEntities: texts.describe('Ids of entities that it must not mention'),
  documents: texts.describe('Ids of documents to search in'),
  sources: texts.describe('Publications, one of which the document is from, as the facet source has them'),
  authors: texts.describe('Authors, one of whom wrote the document, as the facet author has them'),
  languages: texts.describe('Languages, in one of which the passage is: tags such as fr, or names'),
  years: texts.describe('Years, in one of which the document is dated: 2019, or 2015..2019'),
  folders: texts.describe('Folders, in one of which the file lies: reports, reports/2019'),
  filetypes: texts.describe('Types of file: pdf, docx, html, md, eml'),
  metadata: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .optional()
    .describe(
      'Values by key of metadata, all of which the document must have; ranges such as {"pages": "10..50"}',
    ),
  from: z.string().optional().describe('Earliest date of documents: YYYY, YYYY-MM or YYYY-MM-DD'),
  to: z.string().optional().describe('Latest date of documents'),
}

/** The parameters of the interface's search for an assistant's. */
function parametersOf({
  query,
  match,
  syntax,
  synonyms,
  variants,
  entities,
  anyEntities,
  notEntities,
  documents,
  sources,
  authors,
  languages,
  years,
  folders,
  filetypes,
  metadata = {},
  from,
  to,
}: {
  [Key in keyof typeof selection]?: z.infer<(typeof selection)[Key]>
}): Record<string, unknown> {
  const given = {
    q: query,
    match,
    syntax,
    synonyms,
    variants,
    entity: entities,
    anyEntity: anyEntities,
    notEntity: notEntities,
    document: documents,
    source: sources,
    author: authors,
    language: languages,
    year: years,
    folder: folders,
    filetype: filetypes,
    ...Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`meta.${key}`, value])),
    from,
    to,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

const readings = z
  .object({
    name: z.object({ id: z.string(), type: z.string(), name: z.string(), count: z.int() }).optional(),
    any: z.int().optional(),
    all: z.int().optional(),
    phrase: z.int().optional(),
    meaning: z.int().optional(),
  })
  .describe(
    'Passages that have any of the words, all of them, the exact phrase, or mention the entity that the query names; and those that are near in meaning without the words, which no other figure counts',
  )

const READ_ONLY = { readOnlyHint: true, idempotentHint: true, openWorldHint: false }
/** Names, and queries, that are searched at a time. */
const MANY = 100
/** Passages of a document that are given at a time. */
const DOCUMENT_PASSAGES = { default: 50, max: 200 } as const

/** @param onFault told of what is not the assistant's fault */
export function registerTools(
  server: McpServer,
  served: ServedBundle,
  onFault: (error: Error) => void,
): void {
  const answer = answerer(onFault)
  server.registerTool(
    'search_passages',
    {
      title: 'Search passages',
      description:
        'Ranked passages for a query, each with a citation to quote it by, and who and what they are about. Totals and counts are exact.',
      annotations: READ_ONLY,
      inputSchema: z.object({
        ...selection,
        sort: z.enum(['relevance', 'newest', 'oldest']).optional(),
        meaning: z
          .enum(['auto', 'off', 'only'])
          .optional()
          .describe(
            'auto to find passages that say it in other words or another language too, only for these alone, off for words alone; auto unless said, where the index has vectors',
          ),
        limit: z.int().min(1).max(50).default(10),
        offset: z.int().min(0).max(9_000).default(0),
      }),
      outputSchema: z.object({
        total: z.int(),
        documents: z.int(),
        offset: z.int(),
        counts: readings.optional(),
        meaning: meaningAnswer.optional(),
        notes: z.array(z.string()),
        suggestion: z.string().nullable(),
        passages: z.array(cited.extend({ related: z.literal(true).optional() })),
        facets: z.record(z.string(), z.array(facetValue)),
        slots: z.array(z.object({ slot: z.string(), values: z.array(counted) })).optional(),
      }),
    },
    answer(async ({ sort, meaning: wanted, limit, offset, ...chosen }) => {
      const parameters = {
        ...parametersOf(chosen),
        limit,
        offset,
        facetLimit: 5,
        ...(sort === undefined ? {} : { sort }),
        ...(wanted === undefined ? {} : { meaning: wanted }),
      }
      const page = await search(served.current, parseSearchRequest(parameters))
      const passages = page.hits.map(({ passage, document, citation, related }) => ({
        ...citedPassage(passage, document, citation),
        ...(related === undefined ? {} : { related }),
      }))
      const { notes, suggestion } = page.query
      const { total, documents, facets, counts, meaning } = page
      const slots = page.slots?.map(({ slot, values }) => ({
        slot,
        values: values.map(({ id, name, count }) => ({ id, name, count })),
      }))
      const shown =
        passages.length === 0 ? 'none shown' : `${offset + 1} to ${offset + passages.length} shown`
      const text = [
        `${said(total, 'passage')} in ${said(documents, 'document')}; ${shown}.`,
        ...(counts === undefined ? [] : [countsLine(counts)]),
        ...(slots ?? []).map(
          ({ slot, values }) =>
            `${slot}: ${values.map(({ name, count }) => `${name} (${count})`).join(', ') || 'nobody'}`,
        ),
        ...notes,
        ...(suggestion === null ? [] : [`Did you mean: ${suggestion}`]),
        ...passages.map(
          (passage, at) =>
            `${offset + at + 1}. ${passage.related === true ? '(related in meaning, without the words) ' : ''}${asText(passage)}`,
        ),
      ]
      return [
        {
          total,
          documents,
          offset,
          ...(counts === undefined ? {} : { counts }),
          ...(meaning === undefined ? {} : { meaning }),
          notes,
          suggestion,
          passages,
          facets,
          ...(slots === undefined ? {} : { slots }),
        },
        text.join('\n\n'),
      ]
    }),
  )
  server.registerTool(
    'search_many',
    {
      title: 'Search many names or queries',
      description:
        'For each of many names or queries how many passages there are, exactly, and the best of them with citations. A name is searched exactly as it is written, and in both orders where its surname stands first (“Lee, Ann”); a query by its words and signs.',
      annotations: READ_ONLY,
      inputSchema: z.object({
        names: z.array(z.string()).max(MANY).default([]).describe('Names, each exactly as it is written'),
        queries: z.array(z.string()).max(MANY).default([]).describe('Queries, as search_passages reads them'),
        limit: z.int().min(0).max(5).default(1).describe('Passages of each'),
      }),
      outputSchema: z.object({
        results: z.array(
          z.object({
            label: z.string(),
            read: z.enum(['name', 'query']),
            total: z.int(),
            documents: z.int(),
            notes: z.array(z.string()),
            passages: z.array(cited),
          }),
        ),
      }),
    },
    answer(async ({ names, queries, limit }) => {
      const asked = [
        ...names.map((name, at) => parseBatchQuery({ name }, limit, `names[${at}]`)),
        ...queries.map((query, at) => parseBatchQuery(query, limit, `queries[${at}]`)),
      ]
      const results = []
      for await (const { label, read, total, documents, notes, hits } of await runBatch(served.current, asked))
        results.push({
          label, read, total, documents, notes: [...notes],
          passages: hits.map(({ passage, document, citation }) => citedPassage(passage, document, citation)),
        }) // biome-ignore format: one record
      const text = results.map(({ label, read, total, documents, notes, passages }) =>
        [
          `“${label}”, searched as a ${read}: ${said(total, 'passage')} in ${said(documents, 'document')}.`,
          ...notes,
          ...passages.map(asText),
        ].join('\n'),
      )
      return [{ results }, text.join('\n\n')]
    }),
  )
  server.registerTool(
    'get_context',
    {
      title: 'A passage in its context',
      description: 'A passage between its neighbours in the document, in order, each with its citation.',
      annotations: READ_ONLY,
      inputSchema: z.object({
        passage: z.string().describe('Id of a passage'),
        before: z.int().min(0).max(LIMITS.context.max).default(LIMITS.context.default),
        after: z.int().min(0).max(LIMITS.context.max).default(LIMITS.context.default),
      }),
      outputSchema: z.object({ before: z.array(cited), passage: cited, after: z.array(cited) }),
    },
    answer(async ({ passage: id, before, after }) => {
      const bundle = served.current
      const context = getContext(bundle, id, before, after)
      const cite = (other: string): CitedPassage => {
        const { passage, document, citation } = getPassage(bundle, other)
        return citedPassage(passage, document, citation)
      }
      const found = {
        before: context.before.map(other => cite(other.id)),
        passage: cite(id),
        after: context.after.map(other => cite(other.id)),
      }
      return [found, [...found.before, found.passage, ...found.after].map(asText).join('\n\n')]
    }),
  )
  server.registerTool(
    'get_document',
    {
      title: 'A document',
      description:
        'Metadata, outline and passages of a document in order. Long ones come in parts: ask again with the offset that is given.',
      annotations: READ_ONLY,
      inputSchema: z.object({
        document: z.string().describe('Id of a document'),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(DOCUMENT_PASSAGES.max).default(DOCUMENT_PASSAGES.default),
      }),
      outputSchema: z.object({
        id: z.string(),
        title: z.string(),
        authors: z.array(z.string()),
        date: z.string().nullable(),
        source: z.string().nullable(),
        url: z.string().nullable(),
        outline: z.array(z.object({ heading: z.string(), depth: z.int(), passage: z.string() })),
        total: z.int(),
        nextOffset: z.int().nullable(),
        passages: z.array(cited),
      }),
    },
    answer(async ({ document: id, offset, limit }) => {
      const bundle = served.current
      const { document, outline, passages: all } = getDocument(bundle, id)
      const passages = all.slice(offset, offset + limit).map(({ id: passage }) => {
        const page = getPassage(bundle, passage)
        return citedPassage(page.passage, page.document, page.citation)
      })
      const nextOffset = offset + passages.length < all.length ? offset + passages.length : null
      const { title, authors, date, source, url } = document
      const rest =
        nextOffset === null
          ? ''
          : `\n\n${all.length - nextOffset} more passages: ask with offset ${nextOffset}.`
      const head = `${title}, ${all.length} passages`
      return [
        { id, title, authors, date, source, url, outline, total: all.length, nextOffset, passages },
        `${head}\n\n${passages.map(asText).join('\n\n')}${rest}`,
      ]
    }),
  )
  server.registerTool(
    'list_entities',
    {
      title: 'List entities',
      description:
        'People, organisations, places, treaties and other names of the corpus with their exact counts; their ids narrow a search.',
      annotations: READ_ONLY,
      inputSchema: z.object({
        query: z.string().default('').describe('Beginnings of words of the name or an alias; empty for all'),
        type: z.enum(ENTITY_TYPES).optional(),
        limit: z.int().min(1).max(200).default(20),
        offset: z.int().min(0).default(0),
      }),
      outputSchema: z.object({ total: z.int(), entities: z.array(entity) }),
    },
    answer(async ({ query, type, limit, offset }) => {
      const list = await listEntities(served.current, {
        q: query,
        type: type ?? null,
        sort: 'count',
        limit,
        offset,
      })
      const entities = list.entities.map(({ id, type: kind, name, aliases, passages, documents }) => ({
        id, type: kind, name, aliases, passages, documents,
      })) // biome-ignore format: one record
      const lines = entities.map(
        ({ id, name, passages, documents }) =>
          `${name} (${id}): ${passages} passages of ${documents} documents`,
      )
      return [{ total: list.total, entities }, [`${list.total} entities.`, ...lines].join('\n')]
    }),
  )
  server.registerTool(
    'entity_profile',
    {
      title: 'Profile of an entity',
      description:
        'The names of an entity and why they are its, what it appears with, when, and its newest passages with citations.',
      annotations: READ_ONLY,
      inputSchema: z.object({ entity: z.string().describe('Id of an entity, e.g. place:laos') }),
      outputSchema: z.object({
        entity: entity.extend({
          aliases: z.array(z.object({ name: z.string(), rule: z.string(), mentions: z.int() })),
        }),
        related: z.record(z.string(), z.array(counted)),
        timeline: buckets,
        passages: z.array(cited),
      }),
    },
    answer(async ({ entity: asked }) => {
      const page = await getEntity(served.current, asked)
      const { id, type, name, aliases, passages: count, documents } = page.entity
      const passages = page.passages
        .slice(0, 5)
        .map(hit => citedPassage(hit.passage, hit.document, hit.citation))
      const related = Object.fromEntries(
        Object.entries(page.related).map(([kind, values]) => [
          kind,
          values.map(({ id: other, name: called, count: shared }) => ({
            id: other,
            name: called,
            count: shared,
          })),
        ]),
      )
      const text = [
        `${name} (${id}): ${count} passages of ${documents} documents.`,
        `Written as ${aliases.map(alias => alias.name).join(', ')}.`,
        ...Object.entries(related)
          .filter(([, values]) => values.length > 0)
          .map(
            ([kind, values]) =>
              `With ${kind}: ${values.map(value => `${value.name} (${value.count})`).join(', ')}.`,
          ),
        ...passages.map(asText),
      ]
      const profile = { id, type, name, aliases: [...aliases], passages: count, documents }
      return [{ entity: profile, related, timeline: page.timeline, passages }, text.join('\n\n')]
    }),
  )
  server.registerTool(
    'similar_passages',
    {
      title: 'Passages that mean much the same',
      description:
        'Passages nearest in meaning to one or several passages, with the names that they share. With group document one of each other document: who else said it. Needs an index with vectors; the answer says where it has none.',
      annotations: READ_ONLY,
      inputSchema: z.object({
        passages: z.array(z.string()).min(1).max(LIMITS.like.passages).describe('Ids of passages'),
        group: z.enum(['copies', 'document', 'none']).default('copies'),
        least: z
          .number()
          .min(0)
          .max(1)
          .default(0)
          .describe('1 for the same text, 0 for what is as near as all passages are on average'),
        limit: z.int().min(1).max(LIMITS.similar.max).default(LIMITS.similar.default),
      }),
      outputSchema: z.object({
        meaning: meaningAnswer,
        notes: z.array(z.string()),
        partial: z.literal(true).optional(),
        passages: z.array(cited.extend({ score: z.number(), names: z.array(z.string()) })),
      }),
    },
    answer(async ({ passages: ids, ...chosen }) => {
      const request = parseSimilarToRequest({ ...chosen, passage: ids })
      const { meaning, notes, partial, hits } = await similarInMeaning(
        served.current,
        request,
        requestDeadline(),
      )
      const passages = hits.map(({ passage, document, citation, score, names }) => ({
        ...citedPassage(passage, document, citation),
        score,
        names: names.map(({ name }) => name),
      }))
      const text = passages.map(passage => {
        const shared = passage.names.length === 0 ? '' : `\nBoth name ${passage.names.join(', ')}.`
        return `${asText(passage)}${shared}`
      })
      const head = meaning.searched ? `${hits.length} passages, the nearest first.` : meaning.why
      const cut = partial === true ? { partial } : {}
      return [{ meaning, notes: [...notes], ...cut, passages }, [head, ...notes, ...text].join('\n\n')]
    }),
  )
  server.registerTool(
    'themes',
    {
      title: 'Themes of a search',
      description: `The best ${LIMITS.themes.hits} hits of a query in groups that mean much the same, each named by its most telling words, with cited passages from its middle. Needs an index with vectors; the answer says where it has none.`,
      annotations: READ_ONLY,
      inputSchema: z.object({
        ...selection,
        limit: z.int().min(2).max(LIMITS.themes.max).default(LIMITS.themes.default).describe('Groups'),
      }),
      outputSchema: z.object({
        meaning: meaningAnswer,
        notes: z.array(z.string()),
        partial: z.literal(true).optional(),
        total: z.int(),
        examined: z.int(),
        groups: z.array(z.object({ terms: z.array(z.string()), count: z.int(), passages: z.array(cited) })),
      }),
    },
    answer(async ({ limit, ...chosen }) => {
      const request = parseThemesRequest({ ...parametersOf(chosen), limit })
      const {
        meaning,
        notes,
        partial,
        total,
        examined,
        groups: found,
      } = await themes(served.current, request, requestDeadline())
      const groups = found.map(({ terms, count, hits }) => ({
        terms,
        count,
        passages: hits.map(({ passage, document, citation }) => citedPassage(passage, document, citation)),
      }))
      const head = meaning.searched
        ? `${examined} of ${total} passages in ${groups.length} groups${partial === true ? ', as far as the time went' : ''}.`
        : meaning.why
      const text = groups.map(({ terms, count, passages }) =>
        [`${terms.join(', ')}: ${count} passages`, ...passages.map(asText)].join('\n\n'),
      )
      const cut = partial === true ? { partial } : {}
      const answered = { meaning, notes: [...notes], ...cut, total, examined, groups }
      return [answered, [head, ...notes, ...text].join('\n\n')]
    }),
  )
  server.registerTool(
    'timeline',
    {
      title: 'Timeline of a search',
      description:
        'How many passages match a query in each day, month or year, by the date of their document, with a passage of the busiest period cited.',
      annotations: READ_ONLY,
      inputSchema: z.object({ ...selection, interval: z.enum(INTERVALS).default('year') }),
      outputSchema: z.object({ total: z.int(), undated: z.int(), buckets, example: cited.nullable() }),
    },
    answer(async ({ interval, ...chosen }) => {
      const bundle = served.current
      const parameters = parametersOf(chosen)
      const {
        total,
        undated,
        buckets: counts,
      } = await timeline(bundle, parseTimelineRequest({ ...parameters, interval }))
      const busiest = [...counts].sort((a, b) => b.count - a.count)[0]
      const example =
        busiest === undefined
          ? null
          : await exampleOf(served, { ...parameters, from: busiest.start, to: busiest.start })
      const lines = counts.map(({ start, count }) => `${start}: ${count}`)
      const head = `${total} passages, ${undated} of them without a date.`
      return [
        { total, undated, buckets: counts, example },
        [head, lines.join('\n'), ...(example === null ? [] : [asText(example)])].join('\n\n'),
      ]
    }),
  )
}

async function exampleOf(
  served: ServedBundle,
  parameters: Record<string, unknown>,
): Promise<CitedPassage | null> {
  const page = await search(
    served.current,
    parseSearchRequest({ ...parameters, limit: 1, facets: 'none', meaning: 'off' }),
  )
  const [hit] = page.hits
  return hit === undefined ? null : citedPassage(hit.passage, hit.document, hit.citation)
}

interface ToolAnswer {
  [key: string]: unknown
  readonly content: { readonly type: 'text'; readonly text: string }[]
  readonly isError?: true
}

type Ask<Arguments> = (given: Arguments) => Promise<readonly [structure: object, text: string]>

/** The answer as structure and as text; what the caller did wrong is said as the tool's error, for the assistant to mend. */
function answerer(
  onFault: (error: Error) => void,
): <Arguments>(ask: Ask<Arguments>) => (given: Arguments) => Promise<ToolAnswer> {
  return ask => async given => {
    try {
      const [structuredContent, text] = await ask(given)
      return {
        structuredContent: structuredContent as Record<string, unknown>,
        content: [{ type: 'text', text }],
      }
    } catch (error) {
      if (error instanceof NotFoundError || error instanceof RequestError)
        return { content: [{ type: 'text', text: error.message }], isError: true }
      onFault(error as Error)
      throw new Error('Something went wrong here; the log of the service says what.')
    }
  }
}
