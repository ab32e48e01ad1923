// Which calls does the interface have? The whole list, in the order of the documentation.
import type { Route } from './route.ts'
import { COLLECTION_ROUTES } from './routes/collection-routes.ts'
import { HIT_ROUTES, RESULT_ROUTES } from './routes/search-routes.ts'
import { SERVICE_ROUTES } from './routes/service-routes.ts'

export const ROUTES: readonly Route[] = [
  ...HIT_ROUTES,
  ...COLLECTION_ROUTES,
  ...RESULT_ROUTES,
  ...SERVICE_ROUTES,
]
