import { describe, expect, it } from 'vitest'
import { filesThatShare, needsOwnProcess } from '../../scripts/own-process.ts'
import { ROOT } from '../support/fixtures.ts'

describe('a test file has a process of its own', () => {
  it.each([
    ["vi.mock('cli-progress', () => ({}))", 'it replaces a module'],
    ["vi.spyOn(performance, 'now')", 'it replaces a function'],
    ["vi.stubEnv('PATH', folder)", 'it replaces a variable'],
    ["process.env['LEDE_ADMIN_KEY'] = 'secret'", 'it sets a variable'],
    ["delete process.env['LEDE_ADMIN_KEY']", 'it removes a variable'],
    ["import { dieAt } from '../support/dying.ts'", 'it lets the disk fail'],
    ["setFlagsFromString('--expose-gc')", 'it measures what is kept'],
    ['process.memoryUsage().heapUsed', 'it measures the memory'],
  ])('where it says %s: %s', text => {
    expect(needsOwnProcess(text)).toBe(true)
  })

  it('and not where it reads variables, or starts another program with them', () => {
    expect(needsOwnProcess("if (process.env['CI'] === undefined) lede([], ROOT, { NO_COLOR: '1' })")).toBe(
      false,
    )
    expect(needsOwnProcess('const calls = vi.fn()')).toBe(false)
  })

  it('in this repository: those that replace something, and those of folders that do not share', () => {
    const files = filesThatShare(ROOT)
    expect(files).toContain('test/query/compile.test.ts')
    expect(files).not.toContain('test/http/keys.test.ts')
    expect(files).not.toContain('test/build/deaths.test.ts')
  })
})
