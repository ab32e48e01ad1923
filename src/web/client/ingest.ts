// Files dropped on the page go to the service; how far it is, and what became of each, is shown as it comes.

import { say } from '../words/spoken.ts'
import { element, find } from './elements.ts'

const STAGES = ['checking', 'reading', 'indexing'] as const

interface Line {
  readonly progress?: { readonly stage: string; readonly done: number; readonly total: number }
  /** The report, as the service shows it. */
  readonly html?: string
  readonly trouble?: string
}

export function ingestByDrop(): void {
  const form = find<HTMLFormElement>('#ingest')
  const input = form?.querySelector<HTMLInputElement>('input[type="file"]')
  const drop = form?.querySelector<HTMLElement>('.drop')
  if (form == null || input == null || drop == null) return
  for (const type of ['dragover', 'dragleave', 'drop'] as const) {
    drop.addEventListener(type, event => {
      event.preventDefault()
      drop.classList.toggle('over', type === 'dragover')
      const files = event.dataTransfer?.files
      if (type === 'drop' && files !== undefined && files.length > 0) input.files = files
    })
  }
  form.addEventListener('submit', event => {
    event.preventDefault()
    void send(form)
  })
}

async function send(form: HTMLFormElement): Promise<void> {
  const data = new FormData(form)
  const key = String(data.get('key') ?? '')
  data.delete('key')
  const files = data.getAll('files').filter(file => file instanceof File)
  const button = form.querySelector('button')
  const place = find('#ingested')
  place?.replaceChildren()
  if (button !== null) button.disabled = true
  progress(say('add.sending'), null)
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      body: data,
      headers: { accept: 'application/x-ndjson', authorization: `Bearer ${key}` },
    })
    if (!response.ok && !response.headers.get('content-type')?.startsWith('application/x-ndjson'))
      throw new Error(say('add.refused', { status: `${response.status} ${response.statusText}` }))
    for await (const line of linesOf(response)) {
      if (line.progress !== undefined) {
        const { stage, done, total } = line.progress
        const known = STAGES.find(each => each === stage)
        const step = known === undefined ? stage : say(`add.${known}`)
        const name = stage === 'checking' ? files[done]?.name : undefined
        const text =
          name === undefined
            ? step
            : say('add.ofFile', { stage: step, at: done + 1, all: files.length, name })
        progress(text, total === 0 ? null : done / total)
      }
      if (line.trouble !== undefined) throw new Error(line.trouble)
      if (line.html !== undefined) showReport(line.html)
    }
  } catch (error) {
    const text = error instanceof TypeError ? say('add.ended') : (error as Error).message
    place?.replaceChildren(element('p', { class: 'trouble', role: 'alert' }, text))
  } finally {
    const state = find('#progress')
    if (state !== null) state.hidden = true
    if (button !== null) button.disabled = false
  }
}

function progress(text: string, part: number | null): void {
  const state = find('#progress')
  const bar = state?.querySelector('progress')
  const label = state?.querySelector('span')
  if (state === null || bar == null || label == null) return
  state.hidden = false
  if (part === null) bar.removeAttribute('value')
  else bar.value = part
  label.textContent =
    part === null
      ? say('add.stage', { stage: text })
      : say('add.part', { stage: text, part: Math.floor(part * 100) })
}

function showReport(html: string): void {
  const report = new DOMParser().parseFromString(html, 'text/html')
  find('#ingested')?.replaceChildren(...report.body.childNodes)
}

async function* linesOf(response: Response): AsyncGenerator<Line> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  while (reader !== undefined) {
    const { done, value } = await reader.read()
    if (done) break
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield JSON.parse(line) as Line
  }
}
