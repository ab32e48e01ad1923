// Who wrote it? A name as its source gives it: whole, and in parts where the source has parts.

export interface Author {
  /** As it is shown: `Ann Lee`, `Ministry of Trade and Industry`. */
  readonly name: string
  readonly family?: string
  readonly given?: string
  readonly suffix?: string
  /** What the source says that it is. */
  readonly kind?: 'person' | 'organization'
}
