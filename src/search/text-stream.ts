// Pieces of text as the body of an answer, made when they are read. Where a piece cannot be made the connection breaks off: a file that
// ends too soon must not look whole.

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
