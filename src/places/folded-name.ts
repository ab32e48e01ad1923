// When are two names of places the same? When they differ in case, accents and signs alone.
import { fold } from '../analysis/fold.ts'

export function foldedName(name: string): string {
  return fold(name)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
