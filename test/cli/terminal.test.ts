import { afterEach, describe, expect, it, vi } from 'vitest'
import { createProgress } from '../../src/cli/terminal.ts'

const said = vi.hoisted(() => [] as unknown[])
vi.mock('cli-progress', () => ({
  SingleBar: class {
    start(total: number, done: number): void {
      said.push(['start', total, done])
    }
    setTotal(total: number): void {
      said.push(['total', total])
    }
    update(): void {}
    stop(): void {}
  },
}))

describe('the bar of a build', () => {
  const { isTTY } = process.stderr
  afterEach(() => {
    process.stderr.isTTY = isTTY
  })

  it('knows how many files there are, also where pages were told of first', () => {
    process.stderr.isTTY = true
    const progress = createProgress()
    progress.pages('scan.pdf', 1, 40)
    progress.update('reading', 1, 5)
    progress.stop()
    expect(said).toEqual([
      ['start', 1, 0],
      ['total', 5],
    ])
  })
})
