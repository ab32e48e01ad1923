// How is an optional package installed so that this Lede finds it? Beside Lede, wherever npm has put that.
import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { shellWord } from './shell-word.ts'

export function installCommand(...packages: readonly string[]): string {
  return installCommandAt(fileURLToPath(new URL('../..', import.meta.url)), packages)
}

/** @param root folder of Lede's own package */
export function installCommandAt(root: string, packages: readonly string[]): string {
  const folder = resolve(root)
  const names = packages.join(' ')
  const around = dirname(folder)
  if (basename(around) !== 'node_modules')
    return `npm install --no-save --prefix ${shellWord(folder)} ${names}`
  const owner = dirname(around)
  // What npm installs with -g lies in PREFIX/lib/node_modules, and no package.json lists it.
  const isGlobal = basename(owner) === 'lib' && !existsSync(join(owner, 'package.json'))
  return isGlobal
    ? `npm install -g --prefix ${shellWord(dirname(owner))} ${names}`
    : `npm install --prefix ${shellWord(owner)} ${names}`
}
