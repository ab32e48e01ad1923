// Which test files share a process, so that what they import is loaded once and not for each file? Those of the folders below, but for files that
// put something else in the place of a module, a function or a variable of the process, and files that measure it.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const REPLACES =
  /\bvi\.(?:mock|doMock|spyOn|stub\w+|useFakeTimers|resetModules)\b|\bprocess\.env\[[^\]]+\] =[^=]|\bdelete process\.env\b|\bchdir\(|\/dying\.ts'/u
const MEASURES = /\bmemoryUsage\b|\bexpose-gc\b|\bcpuUsage\b|\/proc\/self\b/u

/** Folders of `test` whose files leave the process as they found it. */
const SHARING = [
  'client', 'domain', 'entities', 'http', 'mcp', 'meaning', 'passages', 'places', 'query', 'search', 'watch', 'web',
] // biome-ignore format: a list

/** @returns paths from the root of the repository */
export function filesThatShare(root: string): string[] {
  return globSync(`test/{${SHARING.join(',')}}/**/*.test.ts`, { cwd: root })
    .filter(path => !needsOwnProcess(readFileSync(join(root, path), 'utf8')))
    .sort()
}

export function needsOwnProcess(text: string): boolean {
  return REPLACES.test(text) || MEASURES.test(text)
}
