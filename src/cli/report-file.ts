// Where is it written what became of each file? A file of rows (CSV) or objects (JSON), whole or not there.
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import type { FileOutcome, OutcomeSink } from '../build/file-outcomes.ts'
import { csvLine } from '../domain/csv.ts'
import { ConfigError } from '../domain/errors.ts'

const COLUMNS = ['path', 'part', 'outcome', 'documents', 'passages', 'remarks'] as const

export class ReportFile implements OutcomeSink {
  private readonly path: string
  private readonly isJson: boolean
  private readonly file: number
  private isFirst = true
  private isOpen = true

  /** @throws {ConfigError} where its ending says no form, or it cannot be written */
  constructor(path: string) {
    if (!/\.(?:csv|json)$/iu.test(path))
      throw new ConfigError(
        `--report ${path}: let the name end in .csv or .json, which says the form of the report.`,
      )
    this.path = path
    this.isJson = /json$/iu.test(path)
    try {
      this.file = openSync(`${path}.new`, 'w')
    } catch (error) {
      throw new ConfigError(`--report ${path}: the file cannot be written (${(error as Error).message}).`)
    }
    writeSync(this.file, this.isJson ? '[' : csvLine(COLUMNS))
  }

  add(outcome: FileOutcome): void {
    const { path, part, documents, passages, remarks } = outcome
    if (this.isJson) writeSync(this.file, `${this.isFirst ? '' : ','}\n${JSON.stringify(outcome)}`)
    else
      writeSync(
        this.file,
        csvLine([path, part ?? '', outcome.outcome, String(documents), String(passages), remarks]),
      )
    this.isFirst = false
  }

  /** After the last file: the report takes the place of an earlier one. */
  finish(): void {
    if (this.isJson) writeSync(this.file, '\n]\n')
    this.close()
    renameSync(`${this.path}.new`, this.path)
  }

  /** Leaves an earlier report as it is, unless this one is finished. */
  discard(): void {
    if (!this.isOpen) return
    this.close()
    rmSync(`${this.path}.new`, { force: true })
  }

  private close(): void {
    closeSync(this.file)
    this.isOpen = false
  }
}
