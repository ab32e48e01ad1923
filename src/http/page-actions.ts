// What may a page of this service do besides show?
import { NOTHING_TOLD, readState } from '../watch/watch-state.ts'
import type { PageActions } from '../web/page-actions.ts'
import type { IngestState } from '../web/page-key.ts'
import { requireAdminKey } from './access.ts'
import { addDocuments, correctEntity, receiveDocuments, watchSearch } from './add-documents.ts'
import type { Service } from './route.ts'

/** Whoever runs the service. */
export interface Operator {
  /** Says on the terminal where a page may be opened that adds documents. @param link path and query */
  readonly printLink: (link: string) => void
  /** Told of every error that is not the caller's. */
  readonly onError?: (error: Error) => void
}

export function pageActions(service: Service, operator: Operator): PageActions {
  const { served, keys, pageKeys } = service
  return {
    get state() {
      return ingestState(service)
    },
    receive: c => receiveDocuments(c, service),
    add: (files, onProgress) => addDocuments(service, files, onProgress),
    redeem: code => pageKeys?.redeem(code) ?? null,
    // Whoever reads on this machine by a link has the folder before them; readers elsewhere are told of documents alone.
    leftOut: async () =>
      pageKeys === null || service.ingest === null
        ? null
        : service.ingest.leftOut(served.current.records.documents),
    printLink: () => {
      if (pageKeys === null) return false
      operator.printLink(pageKeys.link)
      return true
    },
    checkKey: key => requireAdminKey(key, keys, pageKeys),
    correct: correction => correctEntity(service, correction),
    watch: search => watchSearch(service, search),
    reports: async () => ((await readState(served.directory)) ?? NOTHING_TOLD).reports,
    onFault: error => operator.onError?.(error),
  }
}

function ingestState({ ingest, keys, pageKeys }: Service): IngestState {
  if (ingest === null) return 'no folder'
  if (keys.hasAdmin) return 'ready'
  return pageKeys === null ? 'no key' : 'link'
}
