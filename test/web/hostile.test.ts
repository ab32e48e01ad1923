// Text of a corpus is text: markup, scripts, addresses of scripts, control characters and marks of direction do nothing on any page.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type OpenOptions, useBrowser } from '../support/browser.ts'
import { build } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

const open = useBrowser()

const EVIL = '<script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">'
const QUOTES = `"'><b onmouseover=alert(1)>&lt;&#x27;`
const RLO = '\u202E'

async function buildHostile() {
  return build({
    'a.md': [
      '---',
      `title: '${EVIL.replaceAll("'", "''")}'`,
      `author: '${QUOTES.replaceAll("'", "''")}'`,
      'url: "javascript:alert(1)"',
      `region: '${EVIL.replaceAll("'", "''")}'`,
      `'</script><i>key': '${QUOTES.replaceAll("'", "''")}'`,
      `source: "Daily ${RLO}gnirts"`,
      'date: 2020-05-01',
      '---',
      '',
      `# ${QUOTES.replaceAll('<', '\\<')}`,
      '',
      `Text with \\<script>alert(1)\\</script> of Iran and Ev\\<b>il Corp, ${RLO}desrever and \u0007bell.`,
      '',
      `\`${EVIL}\``,
      '',
      '[link](javascript:alert(2)) with Iran.',
    ].join('\n'),
    'entities.yaml': `add:\n  - name: '${EVIL.replaceAll("'", "''")}'\n    type: organization\n    aliases: ['Ev<b>il Corp']\n`,
  })
}

const PATHS = [
  '/?q=Iran',
  `/?q=Iran&open=${encodeURIComponent(EVIL)}`,
  `/reader/${encodeURIComponent(EVIL)}?q=Iran`,
  `/?q=Iran&from=${encodeURIComponent(EVIL)}`,
  `/?q=${encodeURIComponent(EVIL)}`,
  `/?q=Iran&entity=${encodeURIComponent(`place:${EVIL}`)}&meta.region=${encodeURIComponent(EVIL)}`,
  `/?notMeta.${encodeURIComponent('</script><i>key')}=${encodeURIComponent(QUOTES)}`,
  `/?${encodeURIComponent(EVIL)}=1`,
  '/network?q=Iran',
  `/facets/${encodeURIComponent('meta.region')}`,
  `/facets/${encodeURIComponent(EVIL)}`,
  `/facets/place?name=${encodeURIComponent(EVIL)}`,
  '/documents',
  `/documents?q=${encodeURIComponent(QUOTES)}`,
  '/documents/a?q=Iran',
  `/documents/${encodeURIComponent(EVIL)}`,
  '/entities',
  '/entities/place:iran',
  `/entities/${encodeURIComponent(EVIL)}`,
  `/workspace?passage=${encodeURIComponent(EVIL)}`,
  '/ingest',
] as const

/** What should not be on the page, or should not have happened. */
async function harm(page: Page, requests: readonly string[], server: string): Promise<unknown[]> {
  const elements = await page
    .locator('main script, main img, main b, main i, [onmouseover], [onerror]')
    .count()
  const links = await page.locator('a[href^="javascript:" i]').count()
  const title = await page.title()
  const elsewhere = requests.filter(url => !url.startsWith(`${server}/`) || /\/x$/u.test(url))
  return [elements, links, title === 'owned', elsewhere]
}

describe.each([true, false])('with scripts: %s', scripts => {
  it('does nothing on any page', async () => {
    const { out } = await buildHostile()
    const options: OpenOptions = { scripts }
    const { page, server, requests, complaints } = await open(out, '/', options)
    for (const path of PATHS) {
      await page.goto(server.url + path)
      expect(await harm(page, requests, server.url), path).toEqual([0, 0, false, []])
    }
    expect(complaints).toEqual([])
    await page.goto(`${server.url}/documents/a`)
    expect(await page.locator('h1').textContent()).toBe(EVIL)
    expect(await page.locator('.passage', { hasText: 'alert(1)' }).first().textContent()).toContain(
      '<script>alert(1)</script>',
    )
  })

  it('names characters that cannot be seen, and keeps them from turning what follows', async () => {
    const { out } = await buildHostile()
    const { page } = await open(out, '/documents/a', { scripts })
    expect(await page.locator('.passage .control').allTextContents()).toEqual(['U+202E', 'U+0007'])
    expect(await page.locator('.meta .control').first().textContent()).toBe('U+202E')
    const [first, last] = await page
      .locator('.passage', { hasText: 'desrever' })
      .locator('.text')
      .evaluate(element => {
        const range = document.createRange()
        const place = (word: string): number => {
          for (const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT); walker.nextNode(); ) {
            const at = walker.currentNode.textContent?.indexOf(word) ?? -1
            if (at === -1) continue
            range.setStart(walker.currentNode, at)
            range.setEnd(walker.currentNode, at + 1)
            return range.getBoundingClientRect().x
          }
          return Number.NaN
        }
        return [place('desrever'), place('srever')]
      })
    expect(first).toBeLessThan(last ?? 0)
  })
})

it('what scripts put on the page is text too', async () => {
  const { out } = await buildHostile()
  const { page, server, requests, complaints } = await open(out, '/?q=Iran')
  await page.locator('.pin').first().click()
  await page.locator('.pin[aria-pressed="true"]').first().waitFor()
  await page.locator('.hit .menu summary').first().click()
  await page.locator('.unfold').first().click()
  await page.locator('.unfolded').waitFor()
  await page.locator('#q').fill('script')
  await page.getByRole('option').first().waitFor()
  expect(await page.getByRole('option').allTextContents()).toEqual(expect.arrayContaining([EVIL]))
  expect(await harm(page, requests, server.url)).toEqual([0, 0, false, []])
  await page.goto(`${server.url}/workspace`)
  expect(await page.locator('#notebook .hit h2').textContent()).toBe(EVIL)
  expect(await harm(page, requests, server.url)).toEqual([0, 0, false, []])
  expect(complaints).toEqual([])
})

it('every page forbids what is not its own', async () => {
  const { out } = await buildHostile()
  const server = await serve(out)
  for (const path of [...PATHS, '/v1/search?q=Iran', '/nowhere', '/assets/client.js']) {
    const { headers } = await fetch(server.url + path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy, path).toContain("default-src 'none'")
    expect(policy, path).toContain("script-src 'self'")
    expect(policy, path).not.toMatch(/unsafe|\*|data:|blob:/u)
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
  }
})

it('files that are exported run nothing in a spreadsheet', async () => {
  const { out } = await build({
    'a.md': '---\ntitle: "=HYPERLINK(1)"\nauthor: "@SUM(1)"\n---\n\n\\+1 Iran, "quoted"\n',
  })
  const server = await serve(out)
  const csv = await (await fetch(`${server.url}/v1/export?format=csv`)).text()
  expect(csv).toContain(`,'=HYPERLINK(1),'@SUM(1),`)
  expect(csv).toContain(`,"'+1 Iran, ""quoted""",`)
})
