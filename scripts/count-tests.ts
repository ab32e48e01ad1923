// How many tests passed? Prints `passed failed skipped` from Vitest's JSON report; a suite that did not load fails.
import { readFileSync } from 'node:fs'

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

const path = process.argv[2] ?? ''
const report = JSON.parse(readFileSync(path, 'utf8')) as Report
const broken = report.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
)
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report
process.stdout.write(
  `${numPassedTests} ${numFailedTests + broken.length} ${numPendingTests + numTodoTests}\n`,
)
