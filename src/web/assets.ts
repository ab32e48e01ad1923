// What does a page load besides itself? Style, script and its words, icon and fonts, named by their content so that a browser keeps them for good.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip, type ZlibOptions } from 'node:zlib'
import { remember } from '../domain/memo.ts'
import { WORLD, worldPaths } from '../places/projection.ts'
import { directionOf, LANGUAGE_TAGS, LANGUAGES, type Language } from './words/languages.ts'
import { isScriptWord } from './words/script-words.ts'
import type { WordKey } from './words/words.ts'

export type Encoding = 'br' | 'gzip'

export interface Asset {
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
  /** Content encodings in which it can be had; fonts are compressed already. */
  readonly encodings: readonly Encoding[]
  /** The body in one of them, made when it is first asked for, in another thread. */
  encoded(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>>
  /** First digits of its SHA-256. */
  readonly version: string
}

let assets: ReadonlyMap<string, Asset> | undefined

export function findAsset(name: string): Asset | null {
  assets ??= loadAssets()
  return assets.get(name) ?? null
}

/** Fonts of which the page has the Latin letters; other scripts are shown in the fonts of the reader's system. */
const FONTS = {
  'sans.woff2': '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  'serif.woff2': '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
} as const

/** Asked for beside the style: a font that comes after the first paint moves the text. */
export const FONT_NAMES = Object.keys(FONTS)

function loadAssets(): ReadonlyMap<string, Asset> {
  const { resolve } = createRequire(import.meta.url)
  const fonts = Object.entries(FONTS).map(
    ([name, path]) => [name, asset('font/woff2', readFileSync(resolve(path)), [])] as const,
  )
  // The style names each font by its content too.
  const style = fonts.reduce(
    (text, [name, { version }]) => text.replaceAll(`url("${name}")`, `url("${name}?v=${version}")`),
    readFileSync(file('style.css'), 'utf8'),
  )
  return new Map([
    ...fonts,
    ['style.css', asset('text/css; charset=utf-8', Buffer.from(style))],
    ['icon.svg', asset('image/svg+xml', readFileSync(file('icon.svg')))],
    ['world.svg', asset('image/svg+xml', Buffer.from(worldSvg()))],
    ['client.js', asset('text/javascript; charset=utf-8', clientScript())],
    ...LANGUAGE_TAGS.map(
      tag => [`words.${tag}.js`, asset('text/javascript; charset=utf-8', wordsOf(tag))] as const,
    ),
  ])
}

/** Shapes that the map takes by their names, in the colours of the page. */
function worldSvg(): string {
  const { land, borders } = worldPaths()
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WORLD.width} ${WORLD.height}"><path id="land" d="${land}"/><path id="borders" d="${borders}"/></svg>`
}

/** The address of an asset, with its version. */
export function assetLink(name: string): string {
  return `/assets/${name}?v=${findAsset(name)?.version ?? ''}`
}

/** What the script says, in one language: the script takes it from the global object (`client/words.ts`). */
function wordsOf(tag: Language): Uint8Array {
  const words = Object.entries(LANGUAGES[tag]).filter(([key]) => isScriptWord(key as WordKey))
  const spoken = { tag, direction: directionOf(tag), words: Object.fromEntries(words) }
  return Buffer.from(`globalThis.ledeWords=${JSON.stringify(spoken)}`)
}

function asset(type: string, content: Uint8Array, encodings: readonly Encoding[] = ['br', 'gzip']): Asset {
  const body = new Uint8Array(content)
  const version = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const encoded = remember(
    encodings.length,
    async (encoding: Encoding) => new Uint8Array(await COMPRESS[encoding](body)),
  )
  return { type, body, encodings, encoded, version }
}

const COMPRESS: Readonly<Record<Encoding, (body: Uint8Array) => Promise<Uint8Array>>> = {
  br: promisify<Uint8Array, Uint8Array>(brotliCompress),
  gzip: body => promisify<Uint8Array, ZlibOptions, Uint8Array>(gzip)(body, { level: 9 }),
}

/** The page's script in one piece: beside this file in the published package, in the repository made when it is first asked for. */
function clientScript(): Uint8Array {
  const built = file('client.js')
  if (existsSync(built)) return readFileSync(built)
  const { bundleClient } = createRequire(import.meta.url)(
    './bundle-client.ts',
  ) as typeof import('./bundle-client.ts')
  return bundleClient()
}

function file(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}
