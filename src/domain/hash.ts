// Which number stands for this text? A fast hash, the same on every machine; not for anything that must be safe.

/** FNV-1a over UTF-16 code units, 32 bits. */
export function hashText(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}
