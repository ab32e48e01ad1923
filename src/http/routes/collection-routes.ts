// Calls about what the collection holds: passages, documents, entities.
import { z } from 'zod'
import { ENTITY_TYPES } from '../../domain/document.ts'
import { listCopies } from '../../search/copies.ts'
import { getDocument, listDocuments } from '../../search/documents.ts'
import { getEntity, listEntities } from '../../search/entities.ts'
import { LIMITS } from '../../search/limits.ts'
import { getContext, getPassage, similarPassages } from '../../search/passages.ts'
import { references } from '../../search/references.ts'
import { searchParameters, wholeNumber } from '../../search/request.ts'
import { defineRoute, type Route } from '../route.ts'
import * as answer from '../schemas.ts'

const neighbours = wholeNumber(0, LIMITS.context.max).default(LIMITS.context.default)
const skipped = wholeNumber(0, 10_000_000).default(0)

const listParameters = z.strictObject({
  q: z.string().max(LIMITS.queryLength).default('').describe('beginnings of words of the name or title'),
  offset: skipped.describe('entries to skip'),
  limit: wholeNumber(1, LIMITS.list.max).default(LIMITS.list.default).describe('entries'),
})

export const COLLECTION_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/passages/{id}',
    summary: 'A passage with its citation',
    response: answer.passagePage,
    handle: (_, { served, id }) => getPassage(served.current, id),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/passages/{id}/context',
    summary: 'A passage between its neighbours',
    parameters: z.strictObject({
      before: neighbours.describe('passages before it'),
      after: neighbours.describe('passages after it'),
      boilerplate: searchParameters.shape.boilerplate,
    }),
    response: answer.contextPage,
    handle: ({ before, after, boilerplate }, { served, id }) =>
      getContext(served.current, id, before, after, boilerplate),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/passages/{id}/similar',
    summary: 'Passages that share the rarest words of this one',
    parameters: z.strictObject({
      limit: wholeNumber(1, LIMITS.similar.max).default(LIMITS.similar.default).describe('passages'),
    }),
    response: answer.similarPage,
    handle: ({ limit }, { served, id, deadline }) => similarPassages(served.current, id, limit, deadline),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/passages/{id}/copies',
    summary: 'Passages with nearly the same text, the first appearance first, with what was changed',
    parameters: z.strictObject({
      offset: skipped.describe('copies to skip'),
      limit: wholeNumber(1, LIMITS.copies.max).default(LIMITS.copies.default).describe('copies'),
    }),
    response: answer.copyList,
    handle: (asked, { served, id, deadline }) => listCopies(served.current, id, asked, deadline),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/passages/{id}/cite',
    summary: 'References to a passage: APA, Chicago, BibTeX, RIS, CSL-JSON, Markdown',
    response: answer.references,
    handle: (_, { served, id }) => references(served.current, getPassage(served.current, id)),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/documents',
    summary: 'Documents, newest first',
    parameters: listParameters,
    response: answer.documentList,
    handle: ({ q, offset, limit }, { served, deadline }) =>
      listDocuments(served.current, q, offset, limit, deadline),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/documents/{id}',
    summary: 'A document: metadata, outline, passages in order',
    response: answer.documentPage,
    handle: (_, { served, id }) => getDocument(served.current, id),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/entities',
    summary: 'Entities with their counts',
    parameters: listParameters.extend({
      type: z.enum(ENTITY_TYPES).optional().describe('only entities of this type'),
      sort: z.enum(['count', 'name']).default('count').describe('the most frequent first, or by name'),
    }),
    response: answer.entityList,
    handle: ({ type = null, ...rest }, { served, deadline }) =>
      listEntities(served.current, { ...rest, type }, deadline),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/entities/{id}',
    summary: 'An entity: aliases with why, related entities, timeline, passages',
    response: answer.entityPage,
    handle: (_, { served, id, deadline }) => getEntity(served.current, id, deadline),
  }),
]
