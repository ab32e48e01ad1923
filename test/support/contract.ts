// Every answer of every test is one that the OpenAPI document has: by the schema of its call, or a problem. Runs before each test file; where
// several share a process the answers are checked once all the same.
type Fetch = typeof globalThis.fetch
const CHECKED = Symbol.for('lede.checked')
const given: Fetch & { readonly [CHECKED]?: true } = globalThis.fetch

if (given[CHECKED] !== true) globalThis.fetch = Object.assign(checkedFetch, { [CHECKED]: true })

async function checkedFetch(...[input, init]: Parameters<Fetch>): Promise<Response> {
  const response = await given(input, init)
  const { pathname, hostname } = new URL(response.url)
  const isOurs = hostname === '127.0.0.1' && /^\/(?:v1\/|healthz|readyz)/u.test(pathname)
  if (isOurs)
    await expectContract(
      input instanceof Request ? input.method : (init?.method ?? 'GET'),
      pathname,
      response.clone(),
    )
  return response
}

/** @throws where the answer is none of the contract */
async function expectContract(method: string, pathname: string, response: Response): Promise<void> {
  if (method === 'HEAD' || response.status === 204 || response.status === 304) return
  // Only where there is an answer to check: most test files have no server.
  const { matchesPath } = await import('../../src/http/route.ts')
  const { ROUTES } = await import('../../src/http/routes.ts')
  const { problemDetails } = await import('../../src/http/schemas.ts')
  const type = response.headers.get('content-type') ?? ''
  if (response.status >= 400) {
    if (!type.includes('application/problem+json'))
      throw new Error(`${method} ${pathname}: ${response.status} with ${type}`)
    problemDetails.parse(await response.json())
    return
  }
  const [route] = ROUTES.filter(
    ({ path, method: own }) => own === method.toLowerCase() && matchesPath(path, pathname),
  ).sort(
    (a, b) => b.path.length - a.path.length, // `/v1/passages/{id}` stands for its own calls too
  )
  if (route !== undefined && type.startsWith('application/json')) route.response.parse(await response.json())
}
