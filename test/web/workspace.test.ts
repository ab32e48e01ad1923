// Setting passages aside: in the browser's own storage, with notes, in every form of export.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { ROOT } from '../support/fixtures.ts'

const open = useBrowser()
const SAMPLE = join(ROOT, 'index-build')

async function exported(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click(),
  ])
  return readFile(await download.path(), 'utf8')
}

describe('the workspace', () => {
  it('keeps pinned passages and notes, and gives them out', async () => {
    const { page, server, complaints } = await open(SAMPLE, '/?q=observers', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    for (const at of [0, 1]) {
      await page.locator('.pin').nth(at).click()
      await page.locator('.pin').nth(at).and(page.locator('[aria-pressed="true"]')).waitFor()
    }
    expect(await page.locator('#pinned').textContent()).toBe('2')
    const cite = (await page.locator('cite').first().textContent()) ?? ''
    await page.goto(`${server.url}/workspace`)
    expect(await page.locator('#workspace .hit').count()).toBe(2)
    await page.locator('textarea').first().fill('=Check "this"\nwith the desk')
    await page.reload()
    expect(await page.locator('textarea').first().inputValue()).toBe('=Check "this"\nwith the desk')

    const json = JSON.parse(await exported(page, 'Export JSON')) as {
      text: string
      citation: string
      note: string
    }[]
    expect(json).toMatchObject([{ citation: cite, note: '=Check "this"\nwith the desk' }, { note: '' }])
    const markdown = await exported(page, 'Export Markdown')
    expect(markdown).toContain(`> — ${cite}.`)
    expect(markdown).toContain('\n=Check "this"\nwith the desk\n')
    const csv = await exported(page, 'Export CSV')
    expect(csv.split('\r\n')[0]).toBe('id,title,date,text,citation,url,path,line,page,note,pinned')
    expect(csv).toContain(`,"'=Check ""this""\nwith the desk",`)

    await page.getByRole('button', { name: 'Copy share link (without notes)' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    await page.getByRole('button', { name: 'Remove', exact: true }).first().click()
    expect(await page.locator('#workspace .hit').count()).toBe(1)
    page.once('dialog', dialog => void dialog.accept())
    await page.getByRole('button', { name: 'Remove all' }).click()
    await page.locator('#workspace .empty').waitFor()
    await page.goto(link)
    expect(await page.locator('.hit blockquote').allTextContents()).toEqual(json.map(({ text }) => text))
    expect(complaints).toEqual([])
  })

  it('never throws away what it cannot read', async () => {
    const { page, server } = await open(SAMPLE, '/')
    await page.evaluate(() => localStorage.setItem('lede.workspace', '{"a note'))
    await page.goto(`${server.url}/workspace`)
    await page.locator('#trouble', { hasText: 'could not be read' }).waitFor()
    expect(await page.evaluate(() => localStorage.getItem('lede.workspace.unreadable'))).toBe('{"a note')
  })

  it('without scripts shows the passages that its address names', async () => {
    const { page, server } = await open(SAMPLE, '/workspace', { scripts: false })
    expect(await page.locator('.unscripted').isVisible()).toBe(true)
    const { hits } = (await server.json('/v1/search?q=observers&limit=2')).body as {
      hits: { passage: { id: string; text: string } }[]
    }
    const ids = hits.map(({ passage }) => passage.id)
    await page.goto(
      `${server.url}/workspace?${new URLSearchParams([...ids, 'gone~00000000'].map(id => ['passage', id]))}`,
    )
    expect(await page.locator('.hit blockquote').allTextContents()).toEqual(
      hits.map(({ passage }) => passage.text),
    )
    expect(await page.locator('.note:visible').last().textContent()).toContain(
      'There is no passage gone~00000000',
    )
  })
})
