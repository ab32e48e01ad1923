// Which files are the documentation? The pages at the top of the repository, and all below docs.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './fixtures.ts'

/** Paths from the top of the repository, in order. */
export async function documentationPages(): Promise<string[]> {
  const top = (await readdir(ROOT)).filter(name => /^[A-Z]+\.md$/u.test(name))
  const below = await readdir(join(ROOT, 'docs'), { recursive: true, withFileTypes: true })
  const pages = below.filter(
    each => each.isFile() && each.name.endsWith('.md') && !each.parentPath.includes('/.'),
  )
  return [
    ...top,
    ...pages.map(({ name, parentPath }) => join(parentPath, name).slice(ROOT.length).replace(/^\//u, '')),
  ].toSorted()
}
