// Here is an assistant: what can it use? A Model Context Protocol server over the served bundle: tools, and documents and passages as
// resources.
import {
  createMcpHandler,
  type ListResourcesResult,
  type McpHttpHandler,
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceTemplate,
} from '@modelcontextprotocol/server'
import type { ServedBundle } from '../bundle/serving.ts'
import { getDocument, listDocuments } from '../search/documents.ts'
import { LIMITS } from '../search/limits.ts'
import { getPassage } from '../search/passages.ts'
import { asText, citedPassage } from './cited.ts'
import { registerTools } from './tools.ts'

const INSTRUCTIONS =
  'Search and quote the passages of a document collection. Quote passages word for word and give the citation that comes with each; an editor will check it. Counts are exact. Narrow a search with ids from list_entities.'

/** A server for one connection. */
export function createMcpServer(
  served: ServedBundle,
  version: string,
  onFault: (error: Error) => void,
): McpServer {
  const server = new McpServer({ name: 'lede', version }, { instructions: INSTRUCTIONS })
  registerTools(server, served, onFault)
  server.registerResource(
    'document',
    new ResourceTemplate('lede://documents/{+id}', { list: undefined }),
    {
      title: 'Document',
      description: 'A whole document, each passage with its citation',
      mimeType: 'text/plain',
    },
    (uri, { id }) => {
      const bundle = served.current
      const { document, passages } = getDocument(bundle, String(id))
      const text = passages.map(passage => asText(cite(served, passage.id))).join('\n\n')
      return { contents: [{ uri: uri.href, mimeType: 'text/plain', text: `${document.title}\n\n${text}` }] }
    },
  )
  server.registerResource(
    'passage',
    new ResourceTemplate('lede://passages/{+id}', { list: undefined }),
    { title: 'Passage', description: 'A passage with its citation', mimeType: 'text/plain' },
    (uri, { id }) => ({
      contents: [{ uri: uri.href, mimeType: 'text/plain', text: asText(cite(served, String(id))) }],
    }),
  )
  // Documents page by page: what lists templates knows no cursor, and would end after the first page as if that were all.
  server.server.setRequestHandler('resources/list', ({ params }) => documentPage(served, params?.cursor))
  return server
}

/** A cursor says in which bundle the list goes on, and where. */
const CURSOR = /^(?<version>\S+) (?<offset>[1-9]\d{0,8})$/u

/** @throws {ProtocolError} where the cursor is none, or of a bundle that is served no longer */
async function documentPage(served: ServedBundle, cursor: string | undefined): Promise<ListResourcesResult> {
  const bundle = served.current
  const { version = bundle.version, offset = '0' } = CURSOR.exec(cursor ?? '')?.groups ?? {}
  if ((cursor !== undefined && offset === '0') || version !== bundle.version)
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      'The cursor is none of this index, which may have been replaced. List again from the beginning.',
    )
  const { total, documents } = await listDocuments(bundle, '', Number(offset), LIMITS.list.max)
  const resources = documents.map(({ id, title, date }) => ({
    uri: `lede://documents/${id}`,
    name: title,
    mimeType: 'text/plain',
    ...(date === null ? {} : { description: date }),
  }))
  const next = Number(offset) + documents.length
  return next < total ? { resources, nextCursor: `${version} ${next}` } : { resources }
}

/** The same over streamable HTTP. */
export function createMcpHttp(
  served: ServedBundle,
  version: string,
  onFault: (error: Error) => void,
): McpHttpHandler {
  return createMcpHandler(() => createMcpServer(served, version, onFault))
}

function cite(served: ServedBundle, id: string): ReturnType<typeof citedPassage> {
  const { passage, document, citation } = getPassage(served.current, id)
  return citedPassage(passage, document, citation)
}
