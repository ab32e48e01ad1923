// What do the answers look like? Schemas of every response, published in the OpenAPI document.
import { z } from 'zod'
import { ENTITY_TYPES, type EntityType, INFERRED_FROM, PASSAGE_KINDS } from '../domain/document.ts'
import { INTERVALS } from '../domain/query.ts'
import { NOTE_CODES } from '../query/note-texts.ts'

const count = z.int().nonnegative()
const type = z.enum(ENTITY_TYPES)
const range = z
  .strictObject({ start: count, end: count })
  .meta({ id: 'Range', description: 'UTF-16 code units, end exclusive' })

const mention = z
  .strictObject({
    start: count,
    end: count,
    text: z.string(),
    entity: z.string().nullable().describe('null where the name could mean several entities'),
    type,
    rule: z.string(),
    candidates: z.array(z.string()).optional(),
    inferredFrom: z
      .enum(INFERRED_FROM)
      .optional()
      .describe('what gave its year to a day that is written without one'),
  })
  .meta({ id: 'Mention' })

const passage = z
  .strictObject({
    id: z.string(),
    document: z.string(),
    ordinal: z.int().positive(),
    kind: z.enum(PASSAGE_KINDS),
    headings: z.array(z.string()),
    text: z.string(),
    source: z.strictObject({
      path: z.string(),
      start: count,
      end: count,
      line: z.int().positive(),
      endLine: z.int().positive(),
      page: z.int().positive().optional(),
      endPage: z.int().positive().optional(),
      row: z
        .int()
        .positive()
        .optional()
        .describe('of a table, as its sheet, or a program that opens it, numbers it'),
      endRow: z.int().positive().optional(),
      sheet: z.string().optional().describe('of a workbook with several'),
      time: z
        .number()
        .nonnegative()
        .optional()
        .describe('of spoken words: seconds from the beginning of the recording'),
      endTime: z.number().nonnegative().optional(),
      part: z.string().optional(),
    }),
    mentions: z.array(mention),
    language: z.string().optional().describe('where it is not the first of the document'),
    repaired: z.literal(true).optional(),
    boilerplate: z.string().optional(),
    boilerplateRule: z.string().optional(),
    speaker: z.string().nullable().optional(),
    ocr: z.literal(true).optional().describe('its text, or a part of it, was recognised on a picture'),
    doubtful: z
      .array(z.strictObject({ start: count, end: count }))
      .optional()
      .describe('words of such text that were probably read wrong'),
  })
  .meta({ id: 'Passage' })

const nullableText = z.string().nullable()
const summary = {
  id: z.string(),
  title: z.string(),
  date: nullableText,
  authors: z.array(z.string()),
  source: nullableText,
  url: nullableText,
}
const documentSummary = z.strictObject(summary).meta({ id: 'DocumentSummary' })

const document = z
  .strictObject({
    ...summary,
    path: z.string(),
    language: nullableText,
    languages: z.array(z.string()),
    standfirst: nullableText,
    authorParts: z
      .record(
        z.string(),
        z.strictObject({
          family: z.string().optional(),
          given: z.string().optional(),
          suffix: z.string().optional(),
          kind: z.enum(['person', 'organization']).optional(),
        }),
      )
      .optional(),
    meta: z.record(z.string(), z.array(z.string())),
    passages: count,
    words: count,
  })
  .meta({ id: 'Document' })

const citation = z
  .strictObject({
    text: z.string(),
    selector: z.strictObject({ exact: z.string(), prefix: z.string(), suffix: z.string() }),
    textFragment: z.string(),
    ocr: z.literal(true).optional(),
  })
  .meta({ id: 'Citation' })

const explanation = z
  .object({
    label: z.string(),
    value: z.number(),
    operation: z.enum(['sum', 'product', 'saturation']).optional(),
    get parts() {
      return z.array(explanation)
    },
    places: z
      .strictObject({ words: count, passage: count, title: count, elsewhere: count })
      .optional()
      .describe(
        'how many words of the query there are, and stand in the passage, in the title, elsewhere in the document',
      ),
  })
  .meta({ id: 'Explanation' })

const copySummary = z
  .strictObject({
    total: count,
    matching: count,
    first: z.strictObject({ passage: z.string(), document: documentSummary }),
  })
  .meta({ id: 'CopySummary' })
const hit = z
  .strictObject({
    score: z.number(),
    passage,
    document: documentSummary,
    highlights: z.array(range),
    titleHighlights: z.array(range),
    matched: z.enum(['title', 'headings']).optional(),
    related: z
      .literal(true)
      .optional()
      .describe('no word led to it: it is near in meaning, and counted in counts.meaning alone'),
    snippet: z.strictObject({ text: z.string(), start: count, end: count, highlights: z.array(range) }),
    citation,
    inDocument: count.optional(),
    get relatedPassages() {
      return z
        .array(hit)
        .optional()
        .describe(
          'other passages of the document that are near in meaning; with meaning=auto no word led to them; given with group=document',
        )
    },
    copies: copySummary.optional(),
    explanation: explanation.optional(),
  })
  .meta({ id: 'Hit' })

const facetValue = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    count: count.describe('passages that there would be if this value alone were allowed of its facet'),
    chosen: z.literal(true).optional().describe('the search allows or demands it'),
  })
  .meta({ id: 'FacetValue' })
const facets = z.record(z.string(), z.array(facetValue))
const noteValue = z.union([z.string(), z.number(), z.array(z.string())])
const query = z
  .strictObject({
    q: z.string(),
    terms: z.array(z.string()),
    notes: z.array(z.string()),
    codedNotes: z
      .array(z.strictObject({ code: z.enum(NOTE_CODES), values: z.record(z.string(), noteValue) }))
      .describe('The same notes by codes, with what stands in their gaps'),
    suggestion: nullableText,
    entities: z.array(
      z.strictObject({
        id: z.string(),
        type: z.enum(ENTITY_TYPES),
        name: z.string(),
        text: z.string(),
        passages: count,
      }),
    ),
  })
  .meta({ id: 'Query' })
const timelineCounts = {
  interval: z.enum(INTERVALS),
  buckets: z.array(z.strictObject({ start: z.string(), count })),
  undated: count,
}
const readingCounts = z
  .strictObject({
    name: z.strictObject({ id: z.string(), type: z.enum(ENTITY_TYPES), name: z.string(), count }).optional(),
    any: count.optional(),
    all: count.optional(),
    phrase: count.optional(),
    meaning: count
      .optional()
      .describe('hits that no word led to: they are near in meaning; no other figure counts them'),
    relatedPassages: count
      .optional()
      .describe('passages that no word led to, in all documents; given with group=document'),
  })
  .meta({ id: 'ReadingCounts' })
const slots = z
  .array(
    z
      .strictObject({
        slot: z.string().describe('As typed, such as person:*'),
        values: z
          .array(
            z.strictObject({
              id: z.string(),
              name: z.string(),
              count,
              q: nullableText.describe(
                'The query with the name in place of the slot; null where no name means this entity alone, or a hit may do without the slot',
              ),
            }),
          )
          .describe('Who stood there, the most frequent first, and in how many hits; facetLimit of them'),
      })
      .meta({ id: 'Slot' }),
  )
  .optional()
  .describe('Given where the query has slots for names')
/** Where the time was up, or a part of a cluster did not answer: not the whole corpus was searched. */
const partial = z.literal(true).optional()
const page = { total: count, offset: count, limit: count }

const meaningAnswer = z.union([
  z.strictObject({ searched: z.literal(true), model: z.string() }),
  z.strictObject({ searched: z.literal(false), why: z.string(), failed: z.literal(true).optional() }),
])

export const searchPage = z
  .strictObject({
    query,
    ...page,
    documents: count,
    groups: count,
    counts: readingCounts.optional(),
    meaning: meaningAnswer.optional().describe('whether meaning was searched too, and why not'),
    partial,
    tookMs: z.number(),
    hits: z.array(hit),
    facets,
    slots,
    timeline: z.strictObject(timelineCounts).optional(),
    cursor: z.string().optional(),
  })
  .meta({ id: 'SearchPage' })

export const multiSearch = z.strictObject({ results: z.array(searchPage) })

export const passagePage = z.strictObject({ passage, document: documentSummary, citation })
export const contextPage = z.strictObject({
  document,
  before: z.array(passage),
  passage,
  after: z.array(passage),
})
const textChange = z.strictObject({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })
export const copyList = z
  .strictObject({
    ...page,
    copies: z.array(
      z.strictObject({
        passage: z.string(),
        document: documentSummary,
        citation,
        changes: z.array(textChange),
      }),
    ),
    partial,
  })
  .meta({ id: 'CopyList' })
export const similarPage = z.strictObject({ hits: z.array(hit), partial })
export const similarInMeaning = z.strictObject({
  meaning: meaningAnswer.describe('whether the index has vectors to compare, and why not'),
  notes: z.array(z.string()),
  hits: z
    .array(
      hit.extend({
        names: z
          .array(z.strictObject({ id: z.string(), type, name: z.string() }))
          .describe('names that it shares with the given passages'),
      }),
    )
    .describe('the nearest first; score: 1 for the same text, 0 for one as near as passages are on average'),
  partial,
})
export const themes = z.strictObject({
  q: z.string(),
  notes: z.array(z.string()),
  meaning: meaningAnswer.describe('whether the index has vectors to compare, and why not'),
  total: count,
  examined: count.describe('the best hits, which were parted into groups'),
  groups: z.array(
    z.strictObject({
      terms: z.array(z.string()).describe('its most telling words'),
      count: count.describe('of those that were examined'),
      hits: z.array(hit).describe('those in the middle of the group'),
    }),
  ),
  partial,
})
export const documentList = z.strictObject({ ...page, documents: z.array(document) })
export const documentPage = z.strictObject({
  document,
  copies: z.array(z.strictObject({ document: documentSummary, passages: count })),
  outline: z.array(z.strictObject({ heading: z.string(), depth: z.int().positive(), passage: z.string() })),
  passages: z.array(passage),
})

export const watchReports = z.strictObject({
  total: count,
  reports: z.array(
    z.strictObject({
      version: z.string(),
      at: z.string(),
      fresh: count,
      results: z.array(
        z.strictObject({
          label: z.string(),
          q: z.string(),
          parameters: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
          total: count,
          fresh: count,
          isFirst: z.boolean(),
          hits: z.array(hit.pick({ passage: true, document: true, snippet: true, citation: true })),
        }),
      ),
    }),
  ),
})

const listedEntity = z
  .strictObject({
    id: z.string(),
    type,
    name: z.string(),
    aliases: z.array(z.string()),
    passages: count,
    documents: count,
    mentions: count,
  })
  .meta({ id: 'Entity' })
export const entityList = z.strictObject({ ...page, entities: z.array(listedEntity) })
export const entityPage = z.strictObject({
  entity: z.strictObject({
    id: z.string(),
    type,
    name: z.string(),
    aliases: z.array(z.strictObject({ name: z.string(), rule: z.string(), mentions: count })),
    relations: z.array(z.strictObject({ relation: z.string(), entity: z.string() })),
    ids: z
      .record(z.string(), z.string())
      .optional()
      .describe('what registers call it, such as { "wikidata": "Q1065" }, where a pack gives it'),
    formerIds: z
      .array(z.string())
      .optional()
      .describe('ids that it had before corrections; they lead here too'),
    passages: count,
    documents: count,
    mentions: count,
  }),
  related: z.record(
    z.string(),
    z.array(z.strictObject({ id: z.string(), name: z.string(), count, significance: z.number() })),
  ),
  timeline: timelineCounts.buckets,
  undated: count,
  documents: z.array(z.strictObject({ ...summary, passages: count })),
  passages: z.array(hit),
})

export const suggestions = z.strictObject({
  q: z.string(),
  entities: z.array(
    z.strictObject({
      id: z.string(),
      type,
      name: z.string(),
      passages: count.describe('the total of the search for `before` that demands the entity'),
      before: z.string(),
    }),
  ),
  titles: z.array(z.strictObject({ document: z.string(), title: z.string() })),
  terms: z.array(
    z.strictObject({ text: z.string(), passages: count.describe('the total of the search for `text`') }),
  ),
})

export const facetValues = z.strictObject({
  facet: z.string(),
  ...page,
  partial,
  values: z.array(facetValue),
})

export const network = z.strictObject({
  total: count,
  partial,
  nodes: z.array(z.strictObject({ id: z.string(), type, name: z.string(), count })),
  links: z.array(z.strictObject({ source: z.string(), target: z.string(), count, significance: z.number() })),
})

const cslName = z.union([
  z.strictObject({ family: z.string(), given: z.string(), suffix: z.string().optional() }),
  z.strictObject({ literal: z.string() }),
])
export const references = z.strictObject({
  apa: z.strictObject({ reference: z.string(), inText: z.string() }),
  chicago: z.string(),
  bibtex: z.string(),
  ris: z.string(),
  csl: z.strictObject({
    id: z.string(),
    type: z.enum(['article-newspaper', 'document']),
    title: z.string(),
    author: z.array(cslName).optional(),
    issued: z.strictObject({ 'date-parts': z.array(z.array(z.int())) }).optional(),
    'container-title': z.string().optional(),
    URL: z.string().optional(),
  }),
  markdown: z.string(),
})

export const timelinePage = z.strictObject({
  partial,
  query,
  total: count,
  ...timelineCounts,
})

export const statsPage = z.strictObject({
  documents: count,
  passages: count,
  boilerplate: count,
  words: count,
  entities: z.strictObject(
    Object.fromEntries(ENTITY_TYPES.map(name => [name, count])) as Record<EntityType, typeof count>,
  ),
  mentions: count,
  oldest: nullableText,
  newest: nullableText,
  undated: count,
  metadata: z.record(z.string(), count),
  facets: z
    .array(z.strictObject({ facet: z.string(), values: count }))
    .describe('facets that a page does well to offer, with the number of their values'),
  engine: z.string(),
  version: z.string(),
})

export const health = z.strictObject({ status: z.literal('ok') })
export const readiness = z.strictObject({ status: z.literal('ready'), version: z.string() })
export const reload = z.strictObject({ changed: z.boolean(), version: z.string() })

export const ingestReport = z.strictObject({
  files: z.array(
    z.strictObject({
      name: z.string(),
      status: z.enum(['added', 'replaced', 'unchanged', 'refused']),
      documents: z.array(z.string()),
      passages: count,
      problems: z.array(
        z.strictObject({
          severity: z.enum(['error', 'warning']),
          rule: z.string(),
          path: z.string(),
          line: z.int().positive().optional(),
          message: z.string(),
        }),
      ),
    }),
  ),
  published: z.boolean(),
  documents: count.nullable(),
  passages: count.nullable(),
})

export const problemDetails = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.strictObject({ parameter: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })
