// How does the command line speak? Tables and colour for people, JSON for machines, errors on stderr.
import { SingleBar } from 'cli-progress'
import pc from 'picocolors'
import type { BuildStage } from '../build/options.ts'
import type { Problem } from '../domain/document.ts'
import type { Range } from '../search/highlight.ts'

/** Prints a line for people. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

export function sayJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, process.stdout.isTTY ? 2 : undefined)}\n`)
}

export function warn(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Most problems shown one by one; the rest is counted, and `--json` gives all. */
const SHOWN_PROBLEMS = 20

export function sayProblems(problems: readonly Problem[]): void {
  for (const { severity, path, line, message } of problems.slice(0, SHOWN_PROBLEMS)) {
    const label = severity === 'error' ? pc.red('error') : pc.yellow('warning')
    warn(`${label} ${path}${line === undefined ? '' : `:${line}`}: ${message}`)
  }
  if (problems.length > SHOWN_PROBLEMS)
    warn(`… and ${problems.length - SHOWN_PROBLEMS} more; --json lists all of them.`)
}

/** The text with the ranges in bold. */
export function emphasise(text: string, ranges: readonly Range[]): string {
  let shown = ''
  let at = 0
  for (const { start, end } of ranges) {
    shown += text.slice(at, start) + pc.bold(pc.yellow(text.slice(start, end)))
    at = end
  }
  return shown + text.slice(at)
}

/** Columns of equal width. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows
    .map(row =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export interface Progress {
  update(stage: BuildStage, done: number, total: number): void
  /** Pages of a file whose text is recognised. */
  pages(path: string, done: number, total: number): void
  stop(): void
}

/** A bar on a terminal, nothing in a pipe. */
export function createProgress(): Progress {
  if (!process.stderr.isTTY) return { update: () => {}, pages: () => {}, stop: () => {} }
  const bar = new SingleBar({
    format: '{stage} {bar} {percentage}% {value}/{total}, {eta_formatted} left{pages}',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    etaBuffer: 200,
  })
  let current: BuildStage | null = null
  let read: PagesOfFile | null = null
  return {
    update: (stage, done, total) => {
      if (stage !== current) {
        if (current === null) bar.start(total, done, { stage: stage.padEnd(8), pages: '' })
        current = stage
      }
      // Pages may have been told of before it was known how many files there are.
      bar.setTotal(total)
      bar.update(done, { stage: stage.padEnd(8), pages: '' })
    },
    pages: (path, done, total) => {
      if (read?.path !== path || done <= read.from) read = { path, from: done, since: performance.now() }
      if (current === null) {
        current = 'reading'
        bar.start(1, 0, { stage: current.padEnd(8), pages: '' })
      }
      bar.update({ pages: `; ${path}: page ${done} of ${total}${left(read, done, total)}` })
    },
    stop: () => bar.stop(),
  }
}

/** A file whose pages are recognised: how many there were when it was first told of, and since when. */
interface PagesOfFile {
  readonly path: string
  readonly from: number
  readonly since: number
}

/** An estimate, by the time that pages took. */
function left({ from, since }: PagesOfFile, done: number, total: number): string {
  if (done <= from) return ''
  const seconds = Math.round(((performance.now() - since) / 1000 / (done - from)) * (total - done))
  return seconds < 60 ? `, ${seconds} s left` : `, ${Math.round(seconds / 60)} min left`
}
