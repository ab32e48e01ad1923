// Does every link of the documentation lead somewhere? Pages and anchors of the built site, files and anchors in the repository; and does a page
// load nothing from elsewhere? `node scripts/docs-links.ts [SITE]` prints what is wrong, and ends with 1 where something is.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseHTML } from 'linkedom'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ELSEWHERE = /^(?:https?:)?\/\//iu
/** What a browser loads by itself. */
const LOADED = 'script[src], img[src], link[href], source[src], iframe[src], video[src], audio[src]'

type Document = ReturnType<typeof parseHTML>['document']
type Pages = ReadonlyMap<string, Document>

/** @param site folder of the built pages @returns a sentence for each fault */
export function siteFaults(site: string): string[] {
  const pages = pagesOf(site)
  if (pages.size === 0) return [`There are no pages in ${site}.`]
  return [
    ...[...pages].flatMap(([page, document]) => [
      ...loadFaults(site, page, document),
      ...linkFaults(site, page, pages),
    ]),
    ...globSync('**/*.css', { cwd: site })
      .sort()
      .flatMap(style => styleFaults(site, style)),
  ]
}

/** Links of the Markdown files at the top of the repository, to files and to the anchors that the site gives to pages. */
export function repositoryFaults(site: string): string[] {
  const pages = pagesOf(site)
  return globSync('*.md', { cwd: ROOT }).flatMap(page => {
    const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/^```[\s\S]*?^```|`[^`\n]*`/gmu, '')
    return [...text.matchAll(/\]\((?![a-z]+:)([^)\s#]*)(?:#([^)\s]+))?\)/giu)].flatMap(
      ([, path = '', anchor]) => {
        const file = path === '' ? page : path
        if (!existsSync(join(ROOT, file))) return [`${page} links to ${path}, which is not there`]
        const target = pages.get(relative('docs', file).replace(/\.md$/u, '.html'))
        const isDead = anchor !== undefined && target !== undefined && target.getElementById(anchor) === null
        return isDead ? [`${page} links to ${path}#${anchor}, where nothing is called so`] : []
      },
    )
  })
}

function pagesOf(site: string): Pages {
  const names = globSync('**/*.html', { cwd: site }).sort()
  return new Map(names.map(name => [name, parseHTML(readFileSync(join(site, name), 'utf8')).document]))
}

function loadFaults(site: string, page: string, document: Document): string[] {
  return [...document.querySelectorAll(LOADED)].flatMap(element => {
    const address = element.getAttribute('src') ?? element.getAttribute('href') ?? ''
    if (ELSEWHERE.test(address)) return [`${page} loads ${address} from elsewhere`]
    return isThere(site, page, address) ? [] : [`${page} loads ${address}, which is not there`]
  })
}

function linkFaults(site: string, page: string, pages: Pages): string[] {
  return [...(pages.get(page)?.querySelectorAll('a[href]') ?? [])].flatMap(link => {
    const address = link.getAttribute('href') ?? ''
    if (/^[a-z]+:/iu.test(address) || ELSEWHERE.test(address)) return []
    const [path = '', anchor = ''] = address.split('#')
    if (!isThere(site, page, path)) return [`${page} links to ${address}, which is not there`]
    const isDead = anchor !== '' && !pages.get(fileOf(page, path))?.getElementById(decodeURIComponent(anchor))
    return isDead ? [`${page} links to ${address}, where nothing is called so`] : []
  })
}

function styleFaults(site: string, style: string): string[] {
  const text = readFileSync(join(site, style), 'utf8')
  return [...text.matchAll(/(?:url\(|@import )["']?([^"')\s]+)/gu)].flatMap(([, address = '']) =>
    ELSEWHERE.test(address) ? [`${style} loads ${address} from elsewhere`] : [],
  )
}

/** The file of the site that an address on a page means. */
function fileOf(page: string, path: string): string {
  if (path === '') return page
  const file = path.startsWith('/') ? path.slice(1) : join(dirname(page), path)
  return file === '' || file.endsWith('/') ? `${file}index.html` : file
}

function isThere(site: string, page: string, path: string): boolean {
  return existsSync(join(site, fileOf(page, decodeURIComponent(path.replace(/[?#].*/u, '')))))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const site = resolve(process.argv[2] ?? join(ROOT, 'site'))
  const faults = [...siteFaults(site), ...repositoryFaults(site)]
  for (const fault of faults) console.error(fault)
  console.log(faults.length === 0 ? 'Every link leads somewhere.' : `${faults.length} links lead nowhere.`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
