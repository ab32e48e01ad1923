// Here is a file in which files lie, give me their documents: each is read on its own, and what is wrong with one is no matter of the others.

import { reasonOf } from '../../domain/reason.ts'
import { inside, type Rendition, told, UnreadableError } from '../rendition.ts'

/** One of the files in a file. */
export interface Member {
  /** Its name in the file, with forward slashes; null of what is to be said of the whole file. */
  readonly name: string | null
  /** Its documents, whose names count from it. @throws {UnreadableError} */
  read(): Promise<readonly Rendition[]>
}

export type Members = AsyncIterable<Member> | Iterable<Member>

/** Who looks on while members are read: a member that takes too long is left out, and reading goes on after it. */
export interface Watch {
  /** Members before this one, counted from 0, were read already. */
  readonly from: number
  begin(index: number, name: string): void
  done(renditions: readonly Rendition[]): void
}

/** The documents of all members, or those that were not given to the one who looks on. */
export async function readMembers(members: Members, watch?: Watch): Promise<readonly Rendition[]> {
  const all: Rendition[] = []
  let index = 0
  for await (const member of members) {
    const number = index++
    if (watch !== undefined && number < watch.from) continue
    watch?.begin(number, member.name ?? WHOLE)
    const renditions = await readMember(member)
    if (watch === undefined) for (const rendition of renditions) all.push(rendition)
    else watch.done(renditions)
  }
  return all
}

const WHOLE = 'The archive'

async function readMember(member: Member): Promise<readonly Rendition[]> {
  const { name } = member
  try {
    if (name === null) return await member.read()
    const renditions = (await member.read()).map(rendition => inside(name, rendition))
    const isBlank = renditions.every(
      ({ source, problems = [] }) => source.replace(/^\uFEFF/u, '').trim() === '' && problems.length === 0,
    )
    const message = `${name} is empty. It was left out.`
    return isBlank ? [told({ severity: 'warning', rule: 'empty-file', message })] : renditions.map(named)
  } catch (error) {
    if (!(error instanceof UnreadableError))
      return [failed(name ?? WHOLE, 'uninterpretable-file', `It cannot be interpreted (${reasonOf(error)}).`)]
    return [failed(name ?? WHOLE, error.rule, error.message)]
  }
}

/** What is said of a member names it. */
function named(rendition: Rendition): Rendition {
  const { problems = [], leftOut, inside: name } = rendition
  if (problems.length === 0) return rendition
  return {
    ...rendition,
    // Of an archive in an archive.
    ...(leftOut === undefined || name === undefined
      ? {}
      : { leftOut: leftOut.map(other => `${name}/${other}`) }),
    problems: problems.map(problem => ({ ...problem, message: `${name}: ${problem.message}` })),
  }
}

/** The rendition that says why a member was left out. */
export function failed(name: string, rule: string, message: string): Rendition {
  return told({ severity: 'error', rule, message: `${name}: ${message}` })
}
