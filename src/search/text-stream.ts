// Pieces of text as the body of an answer, made when they are read. Where a piece cannot be made the connection breaks off: a file that
// ends too soon must not look whole.

import type { Deadline } from '../domain/deadline.ts'

/** UTF-16 code units of a piece. */
const PIECE = 262_144

/** A text as the body of an answer: a long one piece by piece, so that others have their turn between two. */
export function bodyOf(text: string, deadline: Deadline): string | ReadableStream<Uint8Array> {
  return text.length <= PIECE ? text : textStream(inPieces(text, deadline))
}

async function* inPieces(text: string, deadline: Deadline): AsyncGenerator<string> {
  for (let at = 0; at < text.length; ) {
    await deadline.share()
    let end = Math.min(text.length, at + PIECE)
    // The halves of a character stay together.
    if (/[\uD800-\uDBFF]/u.test(text[end - 1] ?? '')) end++
    yield text.slice(at, end)
    at = end
  }
}

export function textStream(pieces: AsyncGenerator<string, unknown>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull: async controller => {
      const { done, value } = await pieces.next()
      if (done === true) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => {
      await pieces.return(undefined)
    },
  })
}
