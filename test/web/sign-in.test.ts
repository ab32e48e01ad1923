// A reader with a key gets in by the browser's own dialogue, and one without is told in words how.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeKey } from '../../src/http/keys.ts'
import { useBrowser } from '../support/browser.ts'
import { ROOT, temporaryFolder } from '../support/fixtures.ts'

const open = useBrowser()
const SAMPLE = join(ROOT, 'index-build')

async function deskKey() {
  const keys = join(await temporaryFolder(), 'keys.json')
  return { keys, key: makeKey(keys, 'read', 'desk', new Date(0)).key }
}

describe('where readers need a key', () => {
  it('the browser takes it as the password of any name, for page, script and searches', async () => {
    const { keys, key } = await deskKey()
    const httpCredentials = { username: 'anybody', password: key }
    const { page, server } = await open(SAMPLE, '/?q=cluster', { keys, httpCredentials })
    expect(await page.locator('#count').textContent()).toMatch(/\d+ passages/u)
    expect((await page.goto(`${server.url}/entities`))?.status()).toBe(200)
    const found = await page.evaluate(async () => (await fetch('/v1/search?q=cluster')).status)
    expect(found).toBe(200)
  })

  it('the page says what to do in a browser and in a program, looks like the others, and tells nothing of the corpus', async () => {
    const { keys } = await deskKey()
    const { page, server, complaints } = await open(SAMPLE, '/documents', { keys })
    const text = (await page.locator('main').textContent()) ?? ''
    expect(text).toMatch(/Reload this page.*any name will do.*password is your key/su)
    expect(text).toContain('Authorization: Bearer KEY')
    const styled = await page.evaluate(() => document.styleSheets[0]?.cssRules.length ?? 0)
    expect(styled).toBeGreaterThan(50)
    expect(complaints).toEqual([])
    const html = await page.content()
    expect(html).not.toMatch(/data-titles|28 documents/u)
    expect((await page.goto(`${server.url}/?lang=de`))?.status()).toBe(401)
    expect(await page.locator('main').textContent()).toContain('Laden Sie diese Seite neu')
    for (const path of ['/assets/style.css', '/assets/client.js'])
      expect((await fetch(server.url + path)).status, path).toBe(200)
    for (const path of ['/assets/../documents', '/assets%2f..%2fdocuments', '/assets/', '/map', '/reader/x'])
      expect((await fetch(server.url + path)).ok, path).toBe(false)
  })
})
