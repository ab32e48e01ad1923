// What does a YAML file of ours say, checked against its schema? Every complaint names file and line.
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { ConfigError } from '../domain/errors.ts'

export interface YamlFile<T> {
  readonly value: T
  /** 1-based line of the value at a path of keys and indexes. */
  lineOf(path: readonly PropertyKey[]): number
}

/**
 * Parses and validates YAML.
 * @throws {ConfigError} naming `path` and a line for each problem
 */
export function parseYaml<T>(text: string, path: string, schema: z.ZodType<T>): YamlFile<T> {
  const lineCounter = new LineCounter()
  const yaml = parseDocument(text, { lineCounter, schema: 'core' })
  if (yaml.errors.length > 0) {
    throw new ConfigError(
      `${path} is not valid YAML:`,
      yaml.errors.map(
        error => `${path}:${lineCounter.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`,
      ),
    )
  }
  const lineOf = (keys: readonly PropertyKey[]): number => {
    for (let length = keys.length; length > 0; length--) {
      const node = yaml.getIn(keys.slice(0, length), true)
      if (isNode(node) && node.range != null) return lineCounter.linePos(node.range[0]).line
    }
    return 1
  }
  const result = schema.safeParse(yaml.toJS() ?? {})
  if (result.success) return { value: result.data, lineOf }
  throw new ConfigError(
    `${path} has settings that cannot be used:`,
    result.error.issues.map(issue => {
      const place = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `
      return `${path}:${lineOf(issue.path)}: ${place}${issue.message}`
    }),
  )
}
