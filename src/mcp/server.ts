// Here is an assistant: what can it use? A Model Context Protocol server over the served bundle: tools, and documents and passages as
// resources.
import {
  createMcpHandler,
  type McpHttpHandler,
  McpServer,
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
    new ResourceTemplate('lede://documents/{+id}', {
      list: () => {
        const { documents } = listDocuments(served.current, '', 0, LIMITS.list.max)
        return {
          resources: documents.map(({ id, title, date }) => ({
            uri: `lede://documents/${id}`,
            name: title,
            mimeType: 'text/plain',
            ...(date === null ? {} : { description: date }),
          })),
        }
      },
    }),
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
  return server
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
