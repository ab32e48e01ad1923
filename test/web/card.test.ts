// A card says who a name is, at the pointer and at the keyboard; the name is a link without it.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { ROOT } from '../support/fixtures.ts'

const open = useBrowser()
const SAMPLE = join(ROOT, 'index-build')

describe('a name in a passage', () => {
  it('has a card under the pointer, which can be entered and dismissed', async () => {
    const { page, complaints } = await open(SAMPLE, '/?q=Laos+Vientiane', {
      viewport: { width: 1280, height: 800 },
    })
    const name = page.locator('.hit a.mention', { hasText: 'Laos' }).first()
    await name.hover()
    const card = page.locator('#name-card')
    await card.waitFor()
    expect(await card.textContent()).toMatch(/Laos.*place · \d+ mentions? in \d+ passages?/su)
    expect(await name.getAttribute('aria-describedby')).toBe('name-card')
    expect(await card.locator('[id]').count()).toBe(0)
    const box = await card.boundingBox()
    expect(box?.x ?? -1).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1280)
    await card.hover()
    await page.waitForTimeout(500)
    expect(await card.isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
    expect(await name.getAttribute('aria-describedby')).toBeNull()
    await page.mouse.move(0, 0)
    await name.hover()
    await card.waitFor()
    await page.mouse.move(0, 0)
    await card.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })

  it('has it at the focus of the keyboard, and loses it with it', async () => {
    const { page } = await open(SAMPLE, '/?q=Laos+Vientiane', { viewport: { width: 390, height: 800 } })
    const name = page.locator('.hit a.mention').first()
    await page.keyboard.press('Tab')
    await name.focus()
    await page.locator('#name-card').waitFor()
    await page.locator('#q').focus()
    await page.locator('#name-card').waitFor({ state: 'detached' })
  })

  it('is a link to its page without scripts', async () => {
    const { page } = await open(SAMPLE, '/?q=Laos+Vientiane', { scripts: false })
    await page.locator('.hit a.mention', { hasText: 'Laos' }).first().click()
    expect(await page.locator('h1').textContent()).toBe('Laos')
  })
})
