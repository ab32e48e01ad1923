// Does the documentation say what is there? Every link leads to a file, every command and option in it exists.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { references } from '../../scripts/docs-references.ts'
import { program } from '../../src/cli/program.ts'
import { documentationPages } from '../support/documentation.ts'
import { ROOT } from '../support/fixtures.ts'

const PAGES = await documentationPages()
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** What is typed after `lede` in code, up to a sign of the shell or a comment. */
function commandsIn(text: string): string[] {
  const fenced = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gmu)].flatMap(([, block = '']) => block.split('\n'))
  const code = [...fenced, ...[...text.matchAll(/^ {4}(.+)$|`([^`\n]+)`/gmu)].map(([, block, inline]) => block ?? inline ?? '')]
  return code.flatMap(line => [...line.matchAll(/(?:^|&& |\$ |\w=\S+ |npm run -s )lede (?:-- )?([a-z][^#|>;&]*)/gu)].map(([, typed = '']) => typed.trim()))
} // biome-ignore format: a step a line

/** The command that is named, and the options that follow. @returns what is wrong, or null */
function fault(typed: string): string | null {
  const words = typed.match(/"[^"]*"|'[^']*'|\S+/gu) ?? []
  let command: Command | undefined = program
  while (command !== undefined && command.commands.length > 0) {
    const name = words.shift()
    // A group of commands, named as such.
    if (name === undefined && command !== program) return null
    command = command.commands.find(each => each.name() === name)
    if (command === undefined) return `there is no command ${name}`
  }
  const known = new Set(command?.options.flatMap(({ long, short, negate }) => [long, short, negate ? long?.replace('--no-', '--') : undefined]))
  const unknown = words.filter(word => /^--?[a-z]/u.test(word)).map(word => word.replace(/=.*/u, '')).find(option => !known.has(option) && option !== '--help')
  return unknown === undefined ? null : `${command?.name()} has no option ${unknown}`
} // biome-ignore format: a step a line

describe.each(PAGES)('%s', path => {
  const text = read(path)

  it('has no dead link', () => {
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)\s#]+)/gu)].map(([, target = '']) => target)
    expect(targets.filter(target => !existsSync(join(ROOT, dirname(path), target)))).toEqual([])
  })

  it('names commands and options that exist', () => {
    expect(commandsIn(text).map(typed => [typed, fault(typed)]).filter(([, wrong]) => wrong !== null)).toEqual([])
  }) // biome-ignore format: one list
})

it('commands are read from the documentation, and what is wrong with one is told', () => {
  expect(PAGES.flatMap(path => commandsIn(read(path))).length).toBeGreaterThan(30)
  expect(fault('search x --colour')).toBe('search has no option --colour')
  expect(fault('frobnicate')).toBe('there is no command frobnicate')
})

it('commands, calls and signs are described as the program describes them (npm run docs:references)', () => {
  for (const { path, is, shouldBe } of references().values()) expect(is, path).toBe(shouldBe)
  expect(references().size).toBe(3)
  // Every parameter says what it means.
  expect(references().get('http-api.md')?.shouldBe).not.toMatch(/^\| `[^|]*` \| +\|/mu)
})

describe.each(PAGES.filter(path => path.startsWith('docs/')))('%s stands alone', path => {
  const text = read(path)

  it('links to pages of the documentation only: neither site nor package has more', () => {
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)\s#]+)/gu)].map(([, target = '']) =>
      join(dirname(path), target),
    )
    expect(targets.filter(target => !target.startsWith('docs/'))).toEqual([])
  })

  it('names files of the repository that exist', () => {
    const named = [...text.matchAll(/`((?:bench|deploy|packs|scripts|src|test)\/[\w./-]+)`/gu)].map(
      ([, name = '']) => name,
    )
    expect(named.filter(name => !/LANG|NAME/u.test(name) && !existsSync(join(ROOT, name)))).toEqual([])
  })
})

it('every script that is named can be run', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  for (const path of PAGES)
    for (const [, name = ''] of read(path).matchAll(/npm run (?:-s )?([\w:-]+)/gu))
      expect(Object.keys(scripts), path).toContain(name)
})
