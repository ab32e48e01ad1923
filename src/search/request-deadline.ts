// How long may a request take, and how is an engine told? One deadline for all stages.
import { Deadline } from '../domain/deadline.ts'
import type { EngineRequest } from '../engine/engine.ts'
import { LIMITS } from './limits.ts'

/** @param signal ends the request before */
export function requestDeadline(signal?: AbortSignal): Deadline {
  return new Deadline(LIMITS.searchMs, signal)
}

/** What is left for an engine, and who can end it. */
export function limitsOf(deadline: Deadline): Pick<EngineRequest, 'budgetMs' | 'signal'> {
  const { leftMs, signal } = deadline
  return {
    ...(leftMs === Infinity ? {} : { budgetMs: leftMs }),
    ...(signal === undefined ? {} : { signal }),
  }
}
