// How is a large answer written without keeping others waiting? Its lists item by item, as `JSON.stringify` writes them.
import type { Deadline } from '../domain/deadline.ts'

/** Lists within lists that are written item by item: the results of several searches, their hits. */
const DEPTH = 4

/** The same text as `JSON.stringify(value)`, of a value that has one. */
export async function jsonInTurns(value: unknown, deadline: Deadline, depth = DEPTH): Promise<string> {
  await deadline.share()
  if (depth === 0 || typeof value !== 'object' || value === null || 'toJSON' in value)
    return JSON.stringify(value) ?? 'null'
  const parts: string[] = []
  if (Array.isArray(value)) {
    for (const item of value) parts.push(await jsonInTurns(item, deadline, depth - 1))
    return `[${parts.join(',')}]`
  }
  for (const [name, of] of Object.entries(value))
    if (of !== undefined) parts.push(`${JSON.stringify(name)}:${await jsonInTurns(of, deadline, depth - 1)}`)
  return `{${parts.join(',')}}`
}
