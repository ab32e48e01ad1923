// A real browser for the tests of a file: Chromium, started once, with a page of its own for each that is opened.
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { type ServeSettings, serve, type TestServer } from './server.ts'

/** Where Debian has it; the one without windows takes half the time. */
const PLACES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']

export interface OpenOptions extends BrowserContextOptions, ServeSettings {
  /** Whether scripts run; default true. */
  readonly scripts?: boolean
}

export interface Opened {
  readonly page: Page
  readonly server: TestServer
  /** Addresses that the page asked for. */
  readonly requests: readonly string[]
  /** Errors of scripts, and what was refused by the content security policy. */
  readonly complaints: readonly string[]
}

/** Starts Chromium before a file's tests and ends it after them. */
function startBrowser(): () => Browser {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] || PLACES.find(existsSync) || 'chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    })
  })
  afterAll(() => browser?.close())
  return () => browser
}

/** An empty page each time, for what is no page of Lede's. */
export function openBrowser(): () => Promise<Page> {
  const browser = startBrowser()
  return async () => {
    const context = await browser().newContext()
    onTestFinished(() => context.close())
    return context.newPage()
  }
}

/** Pages of a served index. */
export function useBrowser(): (index: string, path: string, options?: OpenOptions) => Promise<Opened> {
  const browser = startBrowser()
  return async (index, path, { scripts = true, adminKey, corpus, printsLink, keys, ...options } = {}) => {
    const server = await serve(index, {
      adminKey: adminKey ?? null,
      corpus: corpus ?? null,
      printsLink: printsLink ?? false,
      keys: keys ?? null,
    })
    const context = await browser().newContext({ javaScriptEnabled: scripts, ...options })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const requests: string[] = []
    const complaints: string[] = []
    page.on('request', request => requests.push(request.url()))
    page.on('pageerror', error => complaints.push(error.message))
    page.on('console', message => {
      if (/Content Security Policy/u.test(message.text())) complaints.push(message.text())
    })
    await page.goto(`${server.url}${path}`)
    return { page, server, requests, complaints }
  }
}
