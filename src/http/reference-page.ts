// The interface to read and to try: every call with its parameters as a form. Without a script, and without another host.
import { z } from 'zod'
import { layout } from '../web/layout.ts'
import { type Html, html } from '../web/marked-text.ts'
import { say } from '../web/words/spoken.ts'
import { addressOf, EXAMPLES } from './examples.ts'
import type { Route } from './route.ts'

interface Parameter {
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly string[]
  readonly maximum?: number
}

/** Where the form of a call with an id in its path leads: here the address is put together. */
export const TRY = '/reference/try'

export function referencePage(routes: readonly Route[]): Html {
  const body = html`<div class="reader wide" lang="en" dir="ltr"><h1>API reference</h1>
<p class="meta">Machine-readable: <a href="/openapi.json">OpenAPI 3.1</a>. Errors are problem details (RFC 9457). Offsets count UTF-16 code units.</p>
${routes.map(call)}</div>`
  return layout({ title: say('frame.reference'), body })
}

function call(route: Route): Html {
  const { method, path, summary, admin } = route
  const example = EXAMPLES[`${method} ${path}`] ?? {}
  return html`<section class="call"><h2><code>${method.toUpperCase()} ${path}</code></h2><p class="meta">${summary}${admin === true ? ', with the admin key' : ''}</p>
${method === 'get' ? form(route) : html`<pre tabindex="0" role="region" aria-label="Example of ${path}">curl -X POST http://127.0.0.1:3000${path}${example.parameters === undefined ? '' : ` -d '${JSON.stringify(example.parameters)}'`}</pre>`}</section>`
}

function form(route: Route): Html {
  const { path } = route
  const { id, parameters = {} } = EXAMPLES[`get ${path}`] ?? {}
  const { properties = {} } = z.toJSONSchema(route.parameters, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Parameter>
  }
  const given = Object.entries(parameters)
  const names = [...new Set([...Object.keys(properties), ...given.map(([name]) => name)])]
  const fields = names.map(name =>
    field(name, String(given.find(([key]) => key === name)?.[1] ?? ''), properties[name] ?? {}),
  )
  const hasId = path.includes('{id}')
  return html`<form class="filter try" action="${hasId ? TRY : path}" method="get">
${hasId ? html`<input type="hidden" name="path" value="${path}"><label>id <input name="id" value="${id ?? ''}" required></label>` : ''}
${fields}<button>Try<span class="unseen"> ${path}</span></button></form>`
}

function field(name: string, value: string, { enum: values, default: usual }: Parameter): Html {
  const hint = usual === undefined || (Array.isArray(usual) && usual.length === 0) ? '' : String(usual)
  return values === undefined
    ? html`<label>${name} <input name="${name}" value="${value}" placeholder="${hint}"></label>`
    : html`<label>${name} <select name="${name}"><option value="">${hint}</option>${values.map(option => html`<option ${option === value ? html`selected` : ''}>${option}</option>`)}</select></label>`
}

/** The address that a form of `TRY` means, fields left empty left out; null where it names no call. */
export function triedAddress(routes: readonly Route[], fields: URLSearchParams): string | null {
  const path = fields.get('path') ?? ''
  if (!routes.some(route => route.method === 'get' && route.path === path)) return null
  const parameters = [...fields].filter(([name, value]) => name !== 'path' && name !== 'id' && value !== '')
  return addressOf(path, { id: fields.get('id') ?? '', parameters: Object.fromEntries(parameters) })
}
