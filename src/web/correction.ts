// Is a name wrong? What a person knows better, as the entry of `entities.yaml` that says it: to be copied, or written with the admin key.
import type { Bundle } from '../bundle/open-bundle.ts'
import { ENTITY_TYPES, type EntityRecord } from '../domain/document.ts'
import { type Correction, correctionEntry } from '../entities/write-correction.ts'
import { nameIndexOf } from '../search/name-index.ts'
import { keptFields, keptLanguage, layout } from './layout.ts'
import { address, entityLink } from './links.ts'
import { englishText, type Html, html, plainText, tell } from './marked-text.ts'
import { type IngestState, withKey } from './page-key.ts'
import { facetValueTitle } from './type-names.ts'
import { say } from './words/spoken.ts'

/** What the address or a form says is wrong. */
export interface AskedCorrection {
  readonly correction: Correction | null
  /** Why there is none although one was asked for. */
  readonly trouble: Html | null
}

const NOTHING: AskedCorrection = { correction: null, trouble: null }

/** @param given fields of the forms below */
export function askedCorrection(
  bundle: Bundle,
  id: string,
  given: Readonly<Record<string, string | undefined>>,
): AskedCorrection {
  const { correct, to, into = '' } = given
  if (correct === 'drop') return { correction: { kind: 'drop', entity: id }, trouble: null }
  if (correct === 'retype') {
    const type = ENTITY_TYPES.find(each => each === to && each !== 'date')
    return type === undefined
      ? NOTHING
      : { correction: { kind: 'retype', entity: id, to: type }, trouble: null }
  }
  if (correct !== 'merge' || into.trim() === '') return NOTHING
  const others = namesakes(bundle, into).filter(other => other.id !== id && other.type !== 'date')
  const [other, ...more] = others
  const name = say('quoted', { text: into.trim() })
  if (other === undefined) return { correction: null, trouble: tell('correct.unknown', { name }) }
  if (more.length === 0) return { correction: { kind: 'merge', entity: id, into: other.id }, trouble: null }
  const ids = html`<span translate="no">${others.map(each => each.id).join(', ')}</span>`
  return { correction: null, trouble: tell('correct.several', { name, ids }) }
}

/** The entity of an id, or those of a name or alias. */
function namesakes(bundle: Bundle, text: string): readonly EntityRecord[] {
  const byId = bundle.records.entity(text.trim().toLowerCase())
  return byId === null ? nameIndexOf(bundle).find(text) : [byId]
}

/** @param failed what became of an entry that was to be written */
export function correctionSection(
  { id, type }: Pick<EntityRecord, 'id' | 'type'>,
  { correction, trouble }: AskedCorrection,
  state: IngestState,
  failed?: string,
): Html {
  if (type === 'date') return html``
  const isAsked = correction !== null || trouble !== null
  const form = (kind: Correction['kind'], content: Html): Html =>
    html`<form class="filter" action="${entityLink(id)}#correct" method="get">${keptLanguage()}${keptFields([['correct', kind]])}${content}</form>`
  const types = ENTITY_TYPES.filter(each => each !== 'date' && each !== type)
  const chosen = correction?.kind === 'retype' ? correction.to : null
  return html`<details class="correct" id="correct" ${isAsked ? 'open' : ''}><summary>${say('correct.title')}</summary>
<p class="meta">${say('correct.first')}</p>
${form('retype', html`<label>${say('correct.type')} <select name="to">${types.map(each => html`<option value="${each}" ${each === chosen ? html`selected` : ''}>${facetValueTitle(each)}</option>`)}</select></label><button>${say('correct.retype')}</button>`)}
${form('merge', html`<label>${say('correct.same')} <input name="into" required dir="auto"></label><button>${say('correct.merge')}</button>`)}
${form('drop', html`<button>${say('correct.drop')}</button>`)}
${trouble === null ? '' : html`<p class="trouble" role="alert">${trouble}</p>`}
${failed === undefined ? '' : html`<p class="trouble" role="alert">${englishText(failed)}</p>`}
${correction === null ? '' : entry(id, correction, state)}
</details>`
}

function entry(id: string, correction: Correction, state: IngestState): Html {
  const fields: [string, string][] = [
    ['correct', correction.kind],
    ...(correction.kind === 'retype' ? [['to', correction.to] as [string, string]] : []),
    ...(correction.kind === 'merge' ? [['into', correction.into] as [string, string]] : []),
  ]
  const write = withKey(
    state,
    key =>
      html`<form class="filter" action="${entityLink(id)}" method="post">${keptFields(fields)}${key}<button>${say('correct.write')}</button></form>`,
  )
  return html`<div class="form"><p>${tell('correct.entry', { file: html`<code dir="ltr">entities.yaml</code>` })}</p>
<pre class="copied" dir="ltr" tabindex="0" role="region" aria-label="entities.yaml">${correctionEntry(correction)}</pre><button class="copy scripted" type="button">${say('cite.copy')}</button>
${write}</div>`
}

/** The name may be another, or none, now. */
export function correctedPage({ name }: Pick<EntityRecord, 'name'>): Html {
  const found = address('/entities', [['q', name]])
  const body = html`<div class="reader"><h1>${plainText(name)}</h1><p role="status">${say('correct.done')}</p>
<p><a href="${found}">${tell('correct.look', { name: plainText(name) })}</a></p></div>`
  return layout({ title: name, body })
}
