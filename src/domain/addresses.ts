// How does an id stand in an address, and where on its page does a passage stand? For pages, scripts, clients and citations alike.

/** The id in a path: encoded, its slashes kept, so that addresses can be read. */
export function idPath(id: string): string {
  return id.split('/').map(encodeURIComponent).join('/')
}

/** A page's address with the fragment that shows a passage; one that has a fragment already stays as it is. */
export function atPassage(url: string, textFragment: string): string {
  return url.includes('#') ? url : `${url}${textFragment}`
}
