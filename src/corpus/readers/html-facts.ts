// What does a page say about itself? Its `meta` elements, JSON-LD, microdata, `time` elements and links to its author.
import type { Element, Root as HtmlRoot } from 'hast'
import { toText } from 'hast-util-to-text'
import type { Fact } from '../rendition.ts'
import { isOfReaders } from './html-article.ts'

/** Names of `meta` elements, in order of trust, and the fields that they fill. */
const META: readonly (readonly [field: string, names: readonly string[]])[] = [
  ['title', ['og:title', 'twitter:title', 'citation_title', 'dc.title']],
  ['date', ['article:published_time', 'datepublished', 'date', 'dc.date', 'dc.date.issued', 'dcterms.created', 'pubdate', 'publish-date', 'citation_publication_date', 'parsely-pub-date', 'sailthru.date']],
  ['author', ['author', 'article:author', 'dc.creator', 'citation_author', 'parsely-author', 'sailthru.author']],
  ['source', ['og:site_name', 'publisher', 'dc.publisher', 'application-name']],
  ['url', ['og:url']],
  ['standfirst', ['description', 'og:description', 'dc.description']],
  ['keywords', ['keywords', 'news_keywords', 'article:tag']],
  ['section', ['article:section']],
] // biome-ignore format: one field a line

/** How programs call the day on which a page came out: `publishdate`, `vendor:publication-date`, `article_date_original`. */
const PUBLISHED =
  /(?:^|[:._-])(?:pub(?:lish(?:ed)?|lication|lic)?[_-]?(?:date|time|on)|date[_-]?(?:published|original|publication|issued))$/u

/** What is said, and what is taken where neither that nor the text says it. */
export function readFacts(page: HtmlRoot): { facts: Fact[]; fallbacks: Fact[] } {
  const said = new Map<string, string[]>()
  const titles: string[] = []
  const headings: string[] = []
  const lesser: string[] = []
  const facts: Fact[] = []
  const shown = new ShownFacts()
  let canonical: string | null = null
  visit(page, (element, isBeside) => {
    const { tagName, properties } = element
    const text = (name: string): string => String(properties[name] ?? '').trim()
    if (!isBeside) shown.see(element)
    if (tagName === 'html' && text('lang') !== '') facts.push(['language', [text('lang')]])
    else if (tagName === 'title') titles.push(toText(element).trim())
    else if (/^h[1-6]$/u.test(tagName))
      (tagName === 'h1' ? headings : lesser).push(toText(element).replace(/\s+/gu, ' ').trim())
    else if (tagName === 'link' && [properties['rel']].flat().includes('canonical'))
      canonical ??= text('href')
    else if (tagName === 'meta') {
      const name = (text('name') || text('property') || text('itemProp')).toLowerCase()
      const content = text('content')
      if (name !== '' && content !== '') said.set(name, [...(said.get(name) ?? []), content])
    } else if (tagName === 'script' && text('type') === 'application/ld+json')
      facts.push(...readLinkedData(element))
  })
  if (canonical !== null && /^https?:/u.test(canonical)) facts.push(['url', [canonical]])
  for (const [field, known] of META) {
    const isNamed = known.some(name => said.has(name))
    const names = field === 'date' && !isNamed ? [...said.keys()].filter(name => PUBLISHED.test(name)) : known
    const values = names
      .flatMap(name => said.get(name) ?? [])
      .filter(value => field !== 'author' || !/^https?:/u.test(value))
    if (values.length > 0)
      facts.push([
        field,
        field === 'keywords'
          ? values.flatMap(value => value.split(',').map(word => word.trim()))
          : field === 'author'
            ? [...new Set(values)]
            : values.slice(0, 1),
      ])
  }
  const titled = titles.filter(title => title !== '').slice(0, 1)
  const [heading = '', ...otherHeadings] = headings.filter(text => text !== '')
  const [site = ''] = said.get('og:site_name') ?? []
  /** A title that the page shows nowhere is no more than a description, where its only first heading opens the title of the page. */
  const isShown = (title: string): boolean =>
    otherHeadings.length > 0 ||
    heading === '' ||
    heading === site ||
    !titled[0]?.startsWith(heading) ||
    [heading, ...lesser].includes(title) ||
    titled[0].includes(title)
  const beside = besideSite(titled[0] ?? '', headings, lesser)
  // Else the first heading of the text would be taken.
  const isTitled = beside !== null && !facts.some(([label]) => label === 'title')
  return {
    facts: [...(isTitled ? [['title', [beside]] as const] : []), ...facts]
      .map(([label, values]): Fact => {
        const [title] = values
        return label === 'title' && typeof title === 'string' && !isShown(title)
          ? ['page headline', values]
          : [label, values]
      })
      .flatMap(fact => ofArticle(fact, headings, lesser, site)),
    fallbacks: [...ofArticle(['title', titled], headings, lesser, site), ...shown.facts],
  }
}

/** A title that has the page's heading in it, or its site's name at an end, is that of the page in the site: the article's is the heading, or the rest. */
function ofArticle(fact: Fact, headings: readonly string[], lesser: readonly string[], site: string): Fact[] {
  const [label, [title]] = fact
  if (label !== 'title' || typeof title !== 'string') return [fact]
  const rest = headingIn(title, headings, lesser) ?? (site === '' ? null : withoutSite(title, site))
  return rest === null
    ? [fact]
    : [
        ['title', [rest]],
        ['page title', [title]],
      ]
}

/** The article's heading at an end of the title, or what the site's own heading leaves of it. */
function headingIn(title: string, headings: readonly string[], lesser: readonly string[]): string | null {
  return (
    besideSite(title, headings, lesser) ??
    headings.find(text => startsIn(title, text) || endsIn(title, text)) ??
    null
  )
}

/**
 * The article's title where a first heading that ends the title of the page is the site's: the rest of the title is in a heading, too, or
 * another heading of the first rank follows (`Shared State - The Book`).
 */
function besideSite(title: string, headings: readonly string[], lesser: readonly string[]): string | null {
  const at = headings.findIndex(text => endsIn(title, text))
  const rest = at === -1 ? null : withoutSite(title, headings[at] ?? '')
  if (rest === null || headings.slice(0, at).some(text => startsIn(title, text))) return null
  const below = headings.slice(at + 1).filter(text => text !== '')
  return [...below, ...lesser].find(text => isIn(rest, text)) ?? (below.length > 0 ? rest : null)
}

function startsIn(title: string, heading: string): boolean {
  const after = title.slice(heading.length, heading.length + 3)
  return heading !== '' && title.startsWith(heading) && / ?[|·•–—:»›-] $/u.test(after)
}

function endsIn(title: string, heading: string): boolean {
  return heading !== '' && title.endsWith(heading) && /[|·•–—:»›-] $/u.test(title.slice(0, -heading.length))
}

/** Whether a heading has all letters of a text in a row, whatever signs stand between. */
function isIn(text: string, heading: string): boolean {
  const [part, whole] = [text, heading].map(one => one.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''))
  return part !== undefined && part !== '' && whole?.includes(part) === true
}

/** The title without the name at its end or beginning, and without what stands between. */
function withoutSite(title: string, site: string): string | null {
  let [from, to] = [0, title.length]
  if (title.endsWith(site)) to -= site.length
  else if (title.startsWith(site)) from += site.length
  else return null
  while (from < to && BETWEEN.includes(title[to - 1] ?? '')) to--
  while (from < to && BETWEEN.includes(title[from] ?? '')) from++
  return from === to ? null : title.slice(from, to)
}

const BETWEEN = ' |·•–—:»›-'

const ARTICLES = /^(?:\w*Article|BlogPosting|Report|WebPage|CreativeWork|Book|Legislation)$/u

/** Where an article may stand inside of other data. */
const INSIDE = ['@graph', 'mainEntity', 'mainEntityOfPage']

/** Signs by which old programs passed a script by, before its text and after it. */
const OPENINGS = ['<!--', '//<![CDATA[', '// <![CDATA[', '/*<![CDATA[*/', '/* <![CDATA[ */', '<![CDATA[']
const CLOSINGS = ['-->', '//-->', '// -->', '//]]>', '// ]]>', '/*]]>*/', '/* ]]> */', ']]>']

function unwrapped(script: string): string {
  let text = script.trim()
  text = text.slice(OPENINGS.find(sign => text.startsWith(sign))?.length ?? 0)
  const closing = CLOSINGS.toSorted((a, b) => b.length - a.length).find(sign => text.endsWith(sign))
  return closing === undefined ? text : text.slice(0, -closing.length)
}

/** What schema.org's JSON-LD says of the article. */
function readLinkedData(script: Element): Fact[] {
  const [text] = script.children
  if (text?.type !== 'text') return []
  let data: unknown
  try {
    data = JSON.parse(unwrapped(text.value))
  } catch {
    return [] // a page's own mistake, of no account for its text
  }
  const article = [data]
    .flat()
    .flatMap(item => (isRecord(item) ? [item, ...INSIDE.flatMap(key => item[key])] : []))
    .find(
      (item): item is Record<string, unknown> =>
        isRecord(item) && [item['@type']].flat().some(type => ARTICLES.test(String(type))),
    )
  if (article === undefined) return []
  const facts: Fact[] = []
  const add = (label: string, value: unknown): void => {
    const values = [value]
      .flat()
      .map(one => (isRecord(one) ? one['name'] : one))
      .filter(one => typeof one === 'string')
      .map(one => one.replace(/\s+/gu, ' ').trim())
    if (values.length > 0) facts.push([label, values])
  }
  add('title', article['headline'])
  add('date', article['datePublished'])
  add('author', article['author'])
  add('source', article['publisher'])
  return facts
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** @param see is told whether an element stands beside the article: what readers say of themselves is not said of the page */
function visit(
  node: HtmlRoot | Element,
  see: (element: Element, isBeside: boolean) => void,
  isBeside = false,
): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    const isNow = isBeside || BESIDE.has(child.tagName) || isOfReaders(child)
    see(child, isNow)
    visit(child, see, isNow)
  }
}

const BESIDE = new Set(['nav', 'aside', 'footer'])

/** What the page marks where it shows it: an author, a day. */
class ShownFacts {
  private readonly authors = new Set<string>()
  private readonly dates = new Set<string>()
  private readonly published = new Set<string>()

  see(element: Element): void {
    const { tagName, properties } = element
    const says = [properties['itemProp'], properties['rel']].flat().map(String)
    const text = (): string => toText(element).replace(/\s+/gu, ' ').trim()
    if (says.includes('author') && tagName !== 'meta' && tagName !== 'link') this.authors.add(text())
    const date = String(properties['dateTime'] ?? properties['content'] ?? '').trim()
    if (says.includes('datePublished')) this.published.add(date === '' ? text() : date)
    if (tagName === 'time' && date !== '') this.dates.add(date.slice(0, DAY))
  }

  /** A day is the page's where the page says so, or where it shows no other. */
  get facts(): Fact[] {
    const authors = [...this.authors].filter(name => name !== '' && name.length <= LONGEST_NAME)
    const [published] = this.published
    const [only] = this.dates.size === 1 ? this.dates : []
    const date = published ?? only
    return [
      ...(authors.length === 0 ? [] : [['author', authors] as const]),
      ...(date === undefined ? [] : [['date', [date]] as const]),
    ]
  }
}

/** UTF-16 code units of a date without its time, and of a name at most. */
const DAY = '2016-11-15'.length
const LONGEST_NAME = 100
