// How is a sentence put together from fixed words and what stands in it? `{n} passages`, in as many forms as a language has for numbers.

/** A sentence, or its forms by the number in its gap `n` (CLDR plural rules). */
export type Message =
  | string
  | (Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string })

type GapsOfText<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Exclude<Name, ' '> | GapsOfText<Rest>
  : never

/** Names of the gaps of a message: `n` for `{n} passages`. */
export type Gaps<M> = M extends string
  ? GapsOfText<M>
  : M extends { readonly other: infer Other extends string }
    ? GapsOfText<Other> | 'n'
    : never

/** A piece of a message as it is written, or the name of a gap between two. */
export type Piece = { readonly text: string } | { readonly gap: string }

/** @param n the number by which the form is chosen */
export function piecesOf(message: Message, tag: string, n: unknown): readonly Piece[] {
  const text = typeof message === 'string' ? message : formFor(message, tag, n)
  return text
    .split(/\{([a-zA-Z]+)\}/u)
    .flatMap((part, at): Piece[] => (at % 2 === 1 ? [{ gap: part }] : part === '' ? [] : [{ text: part }]))
}

function formFor(forms: Exclude<Message, string>, tag: string, n: unknown): string {
  if (typeof n !== 'number') return forms.other
  const rules = rulesByTag.get(tag) ?? new Intl.PluralRules(tag)
  rulesByTag.set(tag, rules)
  return forms[rules.select(n)] ?? forms.other
}

const rulesByTag = new Map<string, Intl.PluralRules>()
