// How are the indices of a bundle called in a cluster, and which of them is served?
//
//   ALIAS                          the index that is served
//   ALIAS-VERSION-mM               passages; VERSION names the content, M the mapping
//   ALIAS-VERSION-mM-files         the bundle's other files in pieces, so that any server can fetch them
//   ALIAS-VERSION-mM-building      alias of an index that is not whole; what is written goes through it, so that an index that somebody
//                                  removed meanwhile is not made anew by the cluster, without its mapping
import { ClusterError } from '../../domain/errors.ts'
import type { Connection } from './connection.ts'
import { MAPPING_VERSION } from './index-settings.ts'

/** Bytes of a piece of a file. */
export const PIECE = 1024 * 1024

export function indexName(alias: string, version: string): string {
  return `${alias}-${version.slice(0, 16)}-m${MAPPING_VERSION}`
}

export function buildingAlias(index: string): string {
  return `${index}-building`
}

export function filesIndex(index: string): string {
  return `${index}-files`
}

export function pieceId(name: string, piece: number): string {
  return `${name}#${piece}`
}

export function pieces(bytes: number): number {
  return Math.ceil(bytes / PIECE)
}

/** What a cluster says of an index. */
export interface KnownIndex {
  readonly aliases: Readonly<Record<string, unknown>>
  readonly settings: { readonly index: { readonly creation_date: string } }
  readonly mappings: {
    readonly _meta?: { readonly lede?: { readonly alias?: string; readonly version?: string } }
  }
}

/**
 * The version of the content that the alias names.
 * @throws {ClusterError} `missing` where nothing was built under it, `unsupported-version` where another Lede built it
 */
export async function servedVersion(connection: Connection): Promise<string> {
  const { alias } = connection
  const { body, status } = await connection.call<Readonly<Record<string, KnownIndex>>>({
    method: 'GET',
    path: `/${alias}/_mapping`,
    accept: [404],
  })
  const [[index, known] = [undefined, undefined]] = status === 404 ? [] : Object.entries(body)
  const version = known?.mappings._meta?.lede?.version
  if (index === undefined || known === undefined || version === undefined) {
    throw new ClusterError(
      'missing',
      `There is nothing in OpenSearch under the alias ${alias}. Build it: lede build FOLDER --engine opensearch --url …`,
    )
  }
  if (index !== indexName(alias, version)) {
    throw new ClusterError(
      'unsupported-version',
      `The index ${index} was made by another version of Lede. Build it again: lede build FOLDER --engine opensearch --url …`,
    )
  }
  return version
}
