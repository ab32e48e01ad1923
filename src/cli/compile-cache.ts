// Can the next command start in half the time? Compiled code is kept for this user, where something can be kept.
import { mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** In the user's own folder: code that another user could have written there is never run. Where nothing can be kept, it is compiled each time. */
export function keepCompiledCode(): void {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  const folders = [cache, join(cache, 'lede'), join(cache, 'lede', 'code')]
  // One by one: where a folder cannot be made (/proc), `recursive` would try for ever.
  if (folders.every(isThere)) enableCompileCache(folders.at(-1))
}

function isThere(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST'
  }
}
