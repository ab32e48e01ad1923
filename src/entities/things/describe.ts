// What is a thing called, and in which forms is it written? And things that turn out to be one.
import type { EntityAlias, EntityType } from '../../domain/document.ts'
import { spokenOrder } from '../name-words.ts'
import { addForm, type Thing } from './gather.ts'

/** The most frequent form is the name where none is known; ties go to the longer, then the first. */
export function describe(thing: Thing): { type: EntityType; name: string; aliases: EntityAlias[] } {
  const aliases = Array.from(thing.forms, ([name, rules]) => {
    const byCount = [...rules].sort((a, b) => b[1] - a[1])
    return {
      name,
      rule: byCount[0]?.[0] ?? '',
      mentions: byCount.reduce((sum, [, mentions]) => sum + mentions, 0),
    }
  })
  aliases.sort((a, b) => b.mentions - a.mentions || (a.name < b.name ? -1 : 1))
  return { type: thing.type, name: thing.name ?? bestForm(thing, aliases), aliases }
}

/** Forms, relations and ids of the others go to the first, which keeps its name. */
export function mergeAll(into: Thing, from: readonly Thing[]): void {
  into.name ??= describe(into).name
  for (const thing of from) {
    if (thing === into) continue
    for (const [form, rules] of thing.forms)
      for (const [rule, mentions] of rules) addForm(into, form, rule, mentions)
    for (const [entity, relation] of thing.relations) into.relations.set(entity, relation)
    for (const other of thing.distinctFrom) into.distinctFrom.add(other)
    into.ids = { ...thing.ids, ...into.ids }
    into.fullName ??= thing.fullName
    thing.replacedBy = into
  }
}

/** A person's surname alone is not the name where a fuller form is known. */
function bestForm(thing: Thing, aliases: readonly EntityAlias[]): string {
  const partial = new Set(['surname', 'given-name', 'abbreviation', 'shorter-name', 'initials', 'case'])
  const whole = aliases.filter(alias => !partial.has(alias.rule))
  const calm = whole.filter(
    alias => alias.rule !== 'inverted-name' && !/^[\p{Lu}\s.'-]{5,}$/u.test(alias.name),
  )
  const [best] = [...calm, ...whole]
  if (best === undefined && thing.fullName !== null) return inReadingCase(spokenOrder(thing.fullName))
  const named = best ?? aliases[0]
  if (named === undefined) return thing.key
  return named.rule === 'inverted-name' ? inReadingCase(spokenOrder(named.name)) : named.name
}

/** `Armen Sarkissian` for `Armen SARKISSIAN`. */
function inReadingCase(name: string): string {
  return name.replace(/(?<=\p{Lu})\p{Lu}+/gu, letters => letters.toLowerCase())
}
