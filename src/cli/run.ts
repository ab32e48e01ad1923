// Run what was typed. Exit status: 0 done, 1 failed, 2 wrong usage. Thin: each command is one call.
import { CommanderError } from 'commander'
import pc from 'picocolors'
import {
  BundleError,
  ClusterError,
  ConfigError,
  CorpusError,
  EncoderError,
  ListenError,
  NotFoundError,
  RequestError,
} from '../domain/errors.ts'
import { program } from './program.ts'
import { warn } from './terminal.ts'

// A reader that goes away, such as `| head`, ends the command quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCode(error)
}

function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof RequestError) {
    for (const { parameter, message } of error.errors) warn(`${pc.red('error')} ${parameter} ${message}`)
    return 2
  }
  const expected = [
    BundleError,
    ClusterError,
    ConfigError,
    CorpusError,
    EncoderError,
    NotFoundError,
    ListenError,
  ].some(kind => error instanceof kind)
  if (expected) warn(`${pc.red('error')} ${(error as Error).message}`)
  else warn(`${pc.red('error')} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return 1
}
