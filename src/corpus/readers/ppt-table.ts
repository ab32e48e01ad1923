// Which rows do the boxes of a drawn table make? Those whose upper edges lie at one height, from left to right.

export interface Box {
  readonly left: number
  readonly top: number
  readonly text: string
}

export function rowsOf(boxes: readonly Box[]): string[][] {
  const columns = [...new Set(boxes.map(({ left }) => left))].sort((a, b) => a - b)
  const tops = [...new Set(boxes.map(({ top }) => top))].sort((a, b) => a - b)
  const texts = new Map(boxes.map(({ left, top, text }) => [`${left} ${top}`, text]))
  return tops.map(top => columns.map(left => texts.get(`${left} ${top}`) ?? ''))
}
