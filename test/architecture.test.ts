// The import direction of ARCHITECTURE.md: nothing imports from a folder that is later in the flow, nor in circles.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './support/fixtures.ts'

const FLOW = [
  'domain',
  'dates',
  'corpus',
  'analysis',
  'passages',
  'entities',
  'engine',
  'copies',
  'meaning',
  'bundle',
  'build',
  'query',
  'search',
  'places',
  'evaluation',
  'watch',
  'web',
  'mcp',
  'http',
  'client',
  'cli',
]
const SRC = join(ROOT, 'src')

const imports = new Map<string, string[]>()
for (const entry of readdirSync(SRC, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.ts')) continue
  const path = join(entry.parentPath, entry.name)
  const found = [
    ...readFileSync(path, 'utf8').matchAll(
      /^(?:import|export)\b[^'"]*?from '(\.[^']+)'|^import '(\.[^']+)'/gmu,
    ),
  ]
  imports.set(
    relative(SRC, path),
    found.map(([, a, b]) => relative(SRC, join(dirname(path), a ?? b ?? ''))),
  )
}

const folderOf = (path: string): number => FLOW.indexOf(path.split('/')[0] ?? '')

it('every file is in a folder of the flow', () => {
  expect([...imports.keys()].filter(path => folderOf(path) === -1)).toEqual([])
  expect(imports.size).toBeGreaterThan(60)
})

it('no file imports from a folder that is later in the flow', () => {
  const wrong = [...imports].flatMap(([from, targets]) =>
    targets.filter(to => folderOf(to) > folderOf(from)).map(to => `${from} → ${to}`),
  )
  expect(wrong).toEqual([])
})

it('no files import each other in a circle', () => {
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    expect(trail, [...trail, path].join(' → ')).not.toContain(path)
    if (done.has(path)) return
    for (const target of imports.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const path of imports.keys()) visit(path, [])
})

it('the shared vocabulary imports nothing of ours', () => {
  const wrong = [...imports].flatMap(([from, targets]) =>
    from.startsWith('domain/') ? targets.filter(to => !to.startsWith('domain/')) : [],
  )
  expect(wrong).toEqual([])
})
