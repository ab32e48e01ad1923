// What does a page load besides itself? Style, script and icon, named by their content so that a browser keeps them for good.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

export interface Asset {
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
  /** The body by content encoding. */
  readonly encoded: Readonly<Record<'br' | 'gzip', Uint8Array<ArrayBuffer>>>
  /** First digits of its SHA-256. */
  readonly version: string
}

let assets: ReadonlyMap<string, Asset> | undefined

export function findAsset(name: string): Asset | null {
  assets ??= new Map([
    ['style.css', asset('text/css; charset=utf-8', readFileSync(file('style.css')))],
    ['icon.svg', asset('image/svg+xml', readFileSync(file('icon.svg')))],
    ['client.js', asset('text/javascript; charset=utf-8', clientScript())],
  ])
  return assets.get(name) ?? null
}

/** The address of an asset, with its version. */
export function assetLink(name: string): string {
  return `/assets/${name}?v=${findAsset(name)?.version ?? ''}`
}

function asset(type: string, content: Uint8Array): Asset {
  const body = new Uint8Array(content)
  const version = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const encoded = {
    br: new Uint8Array(brotliCompressSync(body)),
    gzip: new Uint8Array(gzipSync(body, { level: 9 })),
  }
  return { type, body, encoded, version }
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
