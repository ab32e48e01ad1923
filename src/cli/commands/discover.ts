// `lede similar`, `lede themes`: what else says it, and what are these results about? By the vectors of the index.
import pc from 'picocolors'
import { counted } from '../../domain/counted.ts'
import { similarInMeaning } from '../../search/meaning/similar.ts'
import { themes } from '../../search/meaning/themes.ts'
import { parseSimilarToRequest, parseThemesRequest } from '../../search/request.ts'
import { requestDeadline } from '../../search/request-deadline.ts'
import type { Hit } from '../../search/search.ts'
import { parametersFrom } from '../filter-flags.ts'
import { type IndexFlags, withIndex } from '../index-flags.ts'
import { emphasise, say, sayJson } from '../terminal.ts'

interface DiscoverFlags extends IndexFlags {
  readonly limit?: string
  readonly filter: readonly string[]
  readonly json?: true
}

export interface SimilarFlags extends DiscoverFlags {
  readonly group?: string
  readonly least?: string
}

export async function runSimilar(ids: readonly string[], flags: SimilarFlags): Promise<number> {
  const { limit, group, least, filter } = flags
  const request = parseSimilarToRequest(parametersFrom({ passage: ids, limit, group, least }, filter))
  const { hits, ...answer } = await withIndex(flags, bundle =>
    similarInMeaning(bundle, request, requestDeadline()),
  )
  if (flags.json === true) {
    sayJson({ ...answer, hits })
    return 0
  }
  sayBefore(answer)
  for (const hit of hits) {
    say('')
    sayHit(hit)
    const names = hit.names.map(({ name }) => name).join(', ')
    say(pc.dim(`near: ${hit.score.toFixed(2)}${names === '' ? '' : `; both name ${names}`}`))
  }
  return 0
}

export async function runThemes(query: string, flags: DiscoverFlags): Promise<number> {
  const { limit, filter } = flags
  const request = parseThemesRequest(parametersFrom({ q: query, limit }, filter))
  const found = await withIndex(flags, bundle => themes(bundle, request, requestDeadline()))
  if (flags.json === true) {
    sayJson(found)
    return 0
  }
  sayBefore(found)
  if (found.meaning.searched) say(pc.dim(`The best ${found.examined} of ${counted(found.total, 'passage')}.`))
  for (const { terms, count, hits } of found.groups) {
    say('')
    say(`${pc.bold(terms.join(', '))} ${pc.dim(counted(count, 'passage'))}`)
    for (const hit of hits) sayHit(hit)
  }
  return 0
}

function sayBefore({
  notes,
  meaning,
}: {
  readonly notes: readonly string[]
  readonly meaning: { readonly searched: true } | { readonly searched: false; readonly why: string }
}): void {
  for (const note of notes) say(pc.dim(note))
  if (!meaning.searched) say(meaning.why)
}

function sayHit({ snippet, citation, passage }: Hit): void {
  say(emphasise(snippet.text, snippet.highlights))
  say(pc.dim(`${citation.text}  ${passage.id}`))
}
