// How does a reader turn pages while the index is replaced? By a cursor, which says where to go on and in which bundle.
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { ServedBundle } from '../bundle/serving.ts'
import type { Deadline } from '../domain/deadline.ts'
import { RequestError } from '../domain/errors.ts'
import { LIMITS } from '../search/limits.ts'
import { parseSearchRequest, type RawParameters } from '../search/request.ts'
import { type SearchPage, search } from '../search/search.ts'

const content = z.strictObject({
  version: z.string(),
  offset: z.int().min(1).max(LIMITS.depth),
  parameters: z.record(z.string(), z.unknown()),
})

export type CursoredPage = SearchPage & { readonly cursor?: string }

/**
 * A page of hits, with the cursor of the next one where there is one. Pages by cursors are of the bundle of the first page.
 * @throws {RequestError} where the cursor is none, or stands beside other parameters
 * @throws {HTTPException} 410 where its bundle is kept no longer
 */
export async function searchByCursor(
  served: ServedBundle,
  given: RawParameters,
  deadline: Deadline,
): Promise<CursoredPage> {
  if ('cursor' in given) {
    const { bundle, parameters } = follow(served, given)
    return searchPage(bundle, parameters, deadline)
  }
  return searchPage(served.current, given, deadline)
}

/** A page of a bundle, with the cursor of the next one. @throws {RequestError} */
export async function searchPage(
  bundle: Bundle,
  parameters: RawParameters,
  deadline: Deadline,
): Promise<CursoredPage> {
  const request = parseSearchRequest(parameters)
  const page = await search(bundle, request, deadline)
  const next = request.offset + page.hits.length
  const isLast =
    page.hits.length < request.limit ||
    page.partial === true ||
    next >= page.total + (page.counts?.meaning ?? 0) ||
    next + request.limit > LIMITS.depth
  if (isLast) return page
  const { offset: _, ...others } = parameters
  return { ...page, cursor: write({ version: bundle.version, offset: next, parameters: others }) }
}

function follow(
  served: ServedBundle,
  { cursor, ...others }: RawParameters,
): { bundle: Bundle; parameters: RawParameters } {
  const wrong = (message: string): RequestError => new RequestError([{ parameter: 'cursor', message }])
  if (Object.keys(others).length > 0) throw wrong('must stand alone: the search is in it')
  const { version, offset, parameters } = read(cursor) ?? raise(wrong('is none that an answer gave'))
  const bundle = served.at(version)
  if (bundle === null) {
    throw new HTTPException(410, {
      message:
        'The index has changed since the first page, and the old one is kept no longer. Begin the search again.',
    })
  }
  return { bundle, parameters: { ...parameters, offset } }
}

function raise(error: Error): never {
  throw error
}

function write(cursor: z.infer<typeof content>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

function read(cursor: unknown): z.infer<typeof content> | null {
  if (typeof cursor !== 'string') return null
  try {
    return content.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))).data ?? null
  } catch {
    return null // not what `write` made
  }
}
