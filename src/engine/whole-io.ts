// Reads and writes that are done when they return: the system may take fewer bytes at a time than it is given.
import { readSync, writeSync } from 'node:fs'

/**
 * Fills `bytes` from a place in the file on.
 * @returns how many bytes were read: fewer only where the file ends
 */
export function readWhole(file: number, bytes: Uint8Array, position: number): number {
  let filled = 0
  while (filled < bytes.length) {
    const read = readSync(file, bytes, filled, bytes.length - filled, position + filled)
    if (read === 0) break
    filled += read
  }
  return filled
}

/** Writes all bytes at the end of what was written. */
export function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}
