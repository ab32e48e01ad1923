// Help, and the files that pages load.
import { Hono } from 'hono'
import { findAsset } from '../assets.ts'
import { helpPage } from '../layout.ts'

export function assetRoutes(): Hono {
  const app = new Hono()
  app.get('/help', c => c.html(helpPage()))
  app.get('/assets/:name', async c => {
    const asset = findAsset(c.req.param('name'))
    if (asset === null) return c.notFound()
    const accepted = c.req.header('accept-encoding') ?? ''
    const encoding = asset.encodings.find(name => new RegExp(`\\b${name}\\b`, 'u').test(accepted))
    const body = encoding === undefined ? asset.body : await asset.encoded(encoding)
    const isNamed = c.req.query('v') === asset.version
    return c.body(body, 200, {
      'content-type': asset.type,
      'cache-control': isNamed ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    })
  })
  return app
}
