// Which labels does the sequence tagger give to words? Outside, and begin and inside of four types.
import type { EntityType } from '../../domain/document.ts'

export const MODEL_TYPES = [
  'person',
  'organization',
  'place',
  'group',
] as const satisfies readonly EntityType[]

/** 0 outside; 1 + 2t begins and 2 + 2t continues a name of type t. */
export const LABELS = 1 + MODEL_TYPES.length * 2

/** Whether `label` may follow `previous`: a name is continued only by its own type. */
export function mayFollow(previous: number, label: number): boolean {
  const continues = label > 0 && label % 2 === 0
  return !continues || previous === label || previous === label - 1
}

/** `mayFollow` as a table of `previous · LABELS + label`; row 0 is also what may stand first. */
export const ALLOWED = Uint8Array.from({ length: LABELS * LABELS }, (_, at) =>
  mayFollow(Math.floor(at / LABELS), at % LABELS) ? 1 : 0,
)

export interface LabelledSpan {
  readonly from: number
  readonly to: number
  readonly type: (typeof MODEL_TYPES)[number]
}

/** Spans of words, end exclusive. */
export function spansOf(labels: Uint8Array): LabelledSpan[] {
  const spans: LabelledSpan[] = []
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at] ?? 0
    if (label % 2 === 0) continue
    let to = at + 1
    while (labels[to] === label + 1) to++
    const type = MODEL_TYPES[(label - 1) / 2]
    if (type !== undefined) spans.push({ from: at, to, type })
    at = to - 1
  }
  return spans
}
