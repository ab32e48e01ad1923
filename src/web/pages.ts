// The pages a person opens in a browser. Thin: the same calls as the JSON interface, shown.
import { Hono } from 'hono'
import type { ServedBundle } from '../bundle/serving.ts'
import type { PageActions } from './page-actions.ts'
import { assetRoutes } from './routes/asset-routes.ts'
import { collectionRoutes } from './routes/collection-routes.ts'
import { deskRoutes } from './routes/desk-routes.ts'
import { ingestRoutes } from './routes/ingest-routes.ts'
import { searchRoutes } from './routes/search-routes.ts'

export function pages(served: ServedBundle, actions: PageActions): Hono {
  return new Hono()
    .route('/', searchRoutes(served))
    .route('/', collectionRoutes(served, actions))
    .route('/', deskRoutes(served, actions))
    .route('/', ingestRoutes(actions))
    .route('/', assetRoutes())
}
