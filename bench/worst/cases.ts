// What is the hardest that may be asked of each call? Requests near the bounds of docs/reference/service.md, by name.

export interface WorstCase {
  readonly name: string
  readonly path: string
  /** Sent as JSON by POST. */
  readonly body?: unknown
}

/** What is there to be asked for: the longest document and passage, the most frequent entity. */
export interface Known {
  readonly document: string
  readonly passage: string
  /** A hundred of them. */
  readonly passages: readonly string[]
  readonly longPassage: string
  readonly entities: readonly string[]
  readonly dates: readonly string[]
  /** Words of the corpus. */
  readonly words: readonly string[]
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']
const Q = 4_000

/** Text of so many characters at most, of pieces. */
function fill(pieces: readonly string[], length = Q, between = ' '): string {
  let text = ''
  for (let at = 0; ; at++) {
    const next = `${text === '' ? '' : between}${pieces[at % pieces.length]}`
    if (text.length + next.length > length) return text
    text += next
  }
}

function numbered<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at))
}

export function worstCases(known: Known): WorstCase[] {
  const { words, entities, document, passage, passages, longPassage, dates } = known
  const beginnings = LETTERS.map(letter => `${letter}*`).join(' ')
  const pairs = LETTERS.flatMap(a => LETTERS.map(b => `${a}${b}*`)).join(' ')
  const misspelt = words.filter(word => word.length > 7).map(word => `${word.slice(0, 3)}zq${word.slice(5)}`)
  const unknown = misspelt.slice(0, 20).join(' ')
  const get = (name: string, path: string, parameters: Record<string, string> = {}): WorstCase => ({
    name,
    path: path.includes('?') ? path : `${path}?${new URLSearchParams(parameters)}`,
  })
  const post = (name: string, path: string, body: unknown): WorstCase => ({ name, path, body })
  const search = (name: string, q: string, more: Record<string, unknown> = {}): WorstCase =>
    post(`search: ${name}`, '/v1/search', { q, ...more })
  const mcp = (name: string, tool: string, given: unknown): WorstCase =>
    post(`mcp: ${name}`, '/mcp', {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: tool, arguments: given },
    })
  const full = { limit: 100, facetLimit: 1_000, timeline: 'day' }
  const explained = { q: beginnings, explain: true, limit: 100 }
  const filters = {
    entity: numbered(100, at => entities[at % 3] ?? ''),
    anyEntity: numbered(100, at => entities[at % entities.length] ?? ''),
    notEntity: numbered(100, at => `person:nobody-${at}`),
    document: numbered(100, at => (at === 0 ? document : `none-${at}`)),
    kind: numbered(100, () => 'paragraph'),
    'notMeta.region': numbered(100, of => `v${of}`),
    ...Object.fromEntries(numbered(700, at => `anyMeta.k${at}`).map(key => [key, numbered(8, of => `v${of}`)])),
  } // biome-ignore format: one kind of filter a line
  const common = ['the', 'of', 'and', 'treaty', 'army', 'peace', 'people', 'report']
  return [
    search('26 beginnings explained', beginnings, { explain: true, limit: 100 }),
    search('26 beginnings with all figures', beginnings, full),
    search('676 beginnings', pairs, full),
    search('one beginning a thousand times', fill(['a*']), full),
    search('beginnings within fields', fill(LETTERS.map(letter => `title:${letter}* text:${letter}*`)), full),
    search('beginnings as conditions', LETTERS.map(letter => `(${letter}* OR -${letter}a*)`).join(' AND '), full),
    search('twenty unknown words', unknown, full),
    search('unknown words to the end', fill(misspelt), { ...full, match: 'all' }),
    search('similar words', fill(words.slice(0, 400).map(word => `${word}~`)), full),
    search('unknown words excluded', fill(misspelt.map(word => `-${word}`)), full),
    search('words of one letter', fill(LETTERS), { ...full, prefix: 'last' }),
    search('words of the corpus', fill(words), { ...full, explain: true }),
    search('words as conditions', fill(words, Q, ' AND '), full),
    search('common words as conditions', fill(common.slice(3).map(word => `(${word} OR text:${word})`), Q, ' AND '), full),
    search('exclusions in exclusions', fill(common.slice(3).map(word => `-(-${word} -(${word} OR peace))`)), full),
    search('nested parentheses', `${'('.repeat(1_900)}peace${')'.repeat(1_900)}`),
    search('4,000 quotation marks', '«'.repeat(Q)),
    search('2,000 empty quotations', '""'.repeat(2_000)),
    search('names of fields', fill(['nofield:x'])),
    search('10,000 Thai marks', `ก${'่'.repeat(Q - 1)}`),
    search('Chinese characters', fill([...'国際空港大戦人民解放軍第二次世界大戦中華人民共和国'], Q, '')),
    search('a phrase of a thousand words', `"${fill(common, Q - 2)}"`, full),
    search('hundreds of phrases', fill(['"the treaty"', '"of peace"', '"and the"', '"army of"']), full),
    search('phrases that must hold', fill(['+"the treaty"', '"the of"', '"a treaty and"'], Q, ' AND '), { ...full, group: 'document' }),
    search('a phrase of one word', `"${fill(['peace'], Q - 2)}"`, full),
    search('phrases of beginnings', fill(words.map(word => `title:"the ${word}"`)), full),
    search('a chain of thirty common words', fill(['the'], 30 * 11, ' NEAR/9 '), full),
    search('hundreds of distances', fill(words.slice(0, 200).map(word => `${word} NEAR/9 the`), Q, ' OR '), full),
    search('a quotation of common words with a distance', `"${fill(['the', 'of', 'and', 'treaty'], 120)}"~50`, full),
    search('beginnings near beginnings', LETTERS.slice(0, 13).map((letter, at) => `${letter}* NEAR/9 ${LETTERS[at + 13]}*`).join(' OR '), full),
    search('who stands near common words', 'the NEAR/9 person:* of NEAR/9 place:* and NEAR/9 organization:*', full),
    search('hundreds of slots', fill(['person:* OR place:*'], Q, ' OR '), full),
    search('dates', fill(numbered(300, at => `date:${1900 + at} before:${1900 + at}`)), full),
    search('entities by name', fill(numbered(300, at => `person:"${words[at]}"`)), full),
    search('who bears a title', `president of ${words[0]}`, full),
    search('signs', fill(['C++', '#a', 'x-y', 'a&b', '12:30', 'l’an']), full),
    search('numbers', fill(numbered(600, at => `${at},000`)), full),
    search('many filters', 'peace', { ...filters, facets: 'none' }),
    search('every facet', '', { ...full, facets: ['person', 'place', 'organization', 'document', 'kind', 'date', 'meta.region', ...numbered(5_000, at => `meta.k${at}`)] }),
    search('a deep page by date', fill(common), { sort: 'newest', offset: 9_900, limit: 100 }),
    search('the deepest page', 'peace', { offset: 9_900, limit: 100, group: 'document' }),
    search('a hundred long passages', 'treaty', { limit: 100, document: 'code' }),
    post('multi-search: explained', '/v1/multi-search', { searches: numbered(50, () => explained) }),
    post('multi-search: all figures', '/v1/multi-search', { searches: numbered(50, at => ({ q: `${beginnings} ${at}`, ...full })) }),
    post('batch: unknown words', '/v1/batch', { queries: numbered(60, at => misspelt.slice(at % 50, (at % 50) + 4).join(' ')) }),
    post('batch: beginnings as CSV', '/v1/batch', { queries: numbered(20, at => `${beginnings} ${at}`), limit: 20, format: 'csv' }),
    post('batch: explained', '/v1/batch', { queries: numbered(5, () => ({ ...explained })) }),
    get('export: everything as JSON lines', '/v1/export', { q: '', format: 'ndjson' }),
    get('export: everything as CSV', '/v1/export', { q: '', format: 'csv' }),
    get('export: beginnings as Markdown', '/v1/export', { q: beginnings, format: 'markdown', sort: 'relevance' }),
    get('timeline: beginnings by day', '/v1/timeline', { q: pairs, interval: 'day' }),
    get('facets: all names by name', '/v1/facets/person', { q: '', order: 'name', limit: '1000' }),
    get('facets: documents that begin so', '/v1/facets/document', { q: 'peace', name: fill(['a']), limit: '1000' }),
    get('network: beginnings', '/v1/network', { q: beginnings, limit: '60' }),
    get('network: everything', '/v1/network', { q: '', limit: '60' }),
    get('suggest: 2,000 short words', '/v1/suggest', { q: fill(LETTERS), limit: '50' }),
    get('suggest: one letter', '/v1/suggest', { q: 'a', limit: '50' }),
    get('suggest: words of the corpus', '/v1/suggest', { q: fill(words), limit: '50' }),
    get('entities: by name', '/v1/entities', { sort: 'name', limit: '1000' }),
    get('entities: 2,000 short words', '/v1/entities', { q: fill(LETTERS), limit: '1000' }),
    get('documents: 2,000 short words', '/v1/documents', { q: fill(['a']), limit: '1000' }),
    get('entity: the most frequent', `/v1/entities/${encodeURIComponent(entities[0] ?? '')}`),
    get('entity: a date', `/v1/entities/${encodeURIComponent(dates[0] ?? '')}`),
    get('document: the longest', `/v1/documents/${document}`),
    get('passage: the longest', `/v1/passages/${longPassage}`),
    get('passage: context', `/v1/passages/${passage}/context`, { before: '50', after: '50' }),
    get('passage: similar', `/v1/passages/${passage}/similar`, { limit: '50' }),
    get('passage: similar to the longest', `/v1/passages/${longPassage}/similar`, { limit: '50' }),
    get('similar: to the longest', '/v1/similar', { passage: longPassage, limit: '50', group: 'document' }),
    get('similar: to a hundred', `/v1/similar?${passages.map(id => `passage=${encodeURIComponent(id)}`).join('&')}&limit=50&group=none`),
    get('themes: of everything', '/v1/themes', { q: '', limit: '20' }),
    get('themes: 26 beginnings', '/v1/themes', { q: beginnings, limit: '20' }),
    get('passage: copies of the longest', `/v1/passages/${longPassage}/copies`, { limit: '50' }),
    get('passage: cite', `/v1/passages/${longPassage}/cite`),
    get('stats', '/v1/stats'),
    get('watch', '/v1/watch', { limit: '50' }),
    get('openapi', '/openapi.json'),
    get('readyz', '/readyz'),
    post('reload', '/v1/admin/reload', {}),
    get('page: 26 beginnings', '/', { q: beginnings, limit: '100' }),
    get('page: everything', '/', { q: '' }),
    get('page: a document with what is found', `/documents/${document}`, { q: fill(common) }),
    get('page: a passage with what is found', `/passages/${longPassage}`, { q: fill(words), before: '50', after: '50' }),
    get('page: entities', '/entities', { q: fill(LETTERS), sort: 'name' }),
    get('page: documents', '/documents', { q: fill(['a']) }),
    get('page: an entity', `/entities/${encodeURIComponent(entities[0] ?? '')}`),
    get('page: network', '/network', { q: beginnings }),
    { name: 'page: workspace', path: `/workspace?${numbered(300, () => `passage=${longPassage}`).join('&')}` },
    { name: 'page: one filter 2,000 times', path: `/?${numbered(2_000, at => `kind=${at % 10}`).join('&')}` },
    mcp('26 beginnings', 'search_passages', { query: beginnings, limit: 50 }),
    mcp('timeline', 'timeline', { query: pairs, interval: 'day' }),
    mcp('entities', 'list_entities', { query: fill(LETTERS), limit: 200 }),
    mcp('a document', 'get_document', { document, limit: 200 }),
    mcp('context', 'get_context', { passage, before: 50, after: 50 }),
  ] // biome-ignore format: a case a line
}
