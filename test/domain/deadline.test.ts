import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Deadline } from '../../src/domain/deadline.ts'

it('what is opened once for all requests takes nothing from the time of one', async () => {
  const deadline = new Deadline(10_000)
  expect(await deadline.uncounted(pause(120, 'opened'))).toBe('opened')
  expect(deadline.leftMs).toBeGreaterThan(9_950)
  await expect(
    deadline.uncounted(pause(120).then(() => Promise.reject(new Error('not there')))),
  ).rejects.toThrow('not there')
  expect(deadline.leftMs).toBeGreaterThan(9_950)
  await pause(120)
  expect(deadline.leftMs).toBeLessThan(9_900)
})
