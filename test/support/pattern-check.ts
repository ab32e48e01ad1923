// Does a regular expression take long on some text? What a tool says, or said before of the same pattern.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { check } from 'recheck'
import { ROOT } from './fixtures.ts'

/** Hashes of safe patterns, one a line, sorted. The first line names the tool that said so. */
const LIST = join(ROOT, 'test/gold/safe-patterns.txt')

type Diagnostics = Awaited<ReturnType<typeof check>>
type Finding = { readonly status: 'safe' } | Diagnostics

export class PatternCheck {
  private readonly head = toolName()
  private readonly known: ReadonlySet<string>
  private readonly safe = new Set<string>()
  private readonly writesList: boolean
  private readonly findings = new Map<string, Promise<Finding>>()

  /** @param writesList whether all are checked, whatever the list says, and the list is written anew at the end */
  constructor(writesList: boolean) {
    this.writesList = writesList
    const [head, ...hashes] = writesList ? [] : readFileSync(LIST, 'utf8').trimEnd().split('\n')
    // What another version of the tool said is no answer of this one.
    this.known = new Set(head === this.head ? hashes : [])
  }

  /** The same pattern stands in several files. */
  of(source: string, flags: string): Promise<Finding> {
    const key = `/${source}/${flags}`
    const finding = this.findings.get(key) ?? this.find(source, flags, key)
    this.findings.set(key, finding)
    return finding
  }

  end(): void {
    if (this.writesList) writeFileSync(LIST, `${[this.head, ...[...this.safe].sort()].join('\n')}\n`)
  }

  private async find(source: string, flags: string, key: string): Promise<Finding> {
    const hash = createHash('sha256').update(key).digest('base64url').slice(0, 16)
    if (this.known.has(hash)) return { status: 'safe' }
    const finding = await check(source, flags, {
      timeout: 10_000,
      attackTimeout: 500,
      incubationTimeout: 500,
    })
    if (finding.status === 'safe') this.safe.add(hash)
    return finding
  }
}

function toolName(): string {
  const { name, version } = createRequire(import.meta.url)('recheck/package.json') as Record<string, string>
  return `${name} ${version}`
}
