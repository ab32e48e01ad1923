// `lede inspect`: what becomes of every block of a file, and by which rule. `lede verify`: is a bundle whole?
import { basename } from 'node:path'
import pc from 'picocolors'
import { findConfig, readOptions } from '../../build/config.ts'
import { verifyBundle } from '../../bundle/open-bundle.ts'
import { documentId } from '../../corpus/document-ids.ts'
import { readDocuments, type SourceDocument } from '../../corpus/read-document.ts'
import type { SourceSpan } from '../../domain/document.ts'
import { CorpusError } from '../../domain/errors.ts'
import { pinpoint } from '../../domain/places.ts'
import { wordsOf } from '../../domain/speaker.ts'
import { type Split, splitPassages } from '../../passages/split-passages.ts'
import { userPath } from '../paths.ts'
import { say, sayJson, sayProblems, table } from '../terminal.ts'

export interface InspectFlags {
  readonly config?: string
  readonly text?: true
  readonly json?: true
}

export async function runInspect(path: string, flags: InspectFlags): Promise<number> {
  const absolutePath = userPath(path)
  const name = basename(absolutePath)
  const config = await findConfig(
    [absolutePath],
    flags.config === undefined ? undefined : userPath(flags.config),
  )
  const file = { id: documentId(name), path: name, absolutePath }
  const { documents, problems } = await readDocuments(file, readOptions(config))
  if (documents.length === 0)
    throw new CorpusError(problems.map(problem => `${path}: ${problem.message}`).join('\n'))
  if (flags.text === true) {
    for (const { source } of documents) say(source)
    return 0
  }
  const inspected = documents.map(document => ({ document, ...splitPassages(document, config.passages) }))
  if (flags.json === true) {
    const parts = inspected.map(withRoles)
    // One document is what most files are, and what was always given.
    sayJson(parts.length === 1 ? { ...parts[0], problems } : { documents: parts, problems })
    return 0
  }
  sayProblems(problems)
  for (const [index, parts] of inspected.entries()) {
    if (index > 0) say('')
    sayDocument(parts)
  }
  return 0
}

type Inspected = Split & { readonly document: SourceDocument }

/** Every passage with its role, the reason and the rule; plain body has neither reason nor rule. */
function withRoles({ document, passages, roles, others }: Inspected): object {
  return {
    metadata: document.metadata,
    passages: passages.map(({ suspect, ...passage }, at) => {
      const { role = 'body', reason = null, rule = null, signals = [] } = roles[at] ?? {}
      const ifRepeated = suspect === undefined ? {} : { ifRepeated: suspect }
      return { ...passage, role, reason, rule, signals, ...ifRepeated }
    }),
    others,
  }
}

function sayDocument({ document, passages, roles, others }: Inspected): void {
  const parts = [
    ...others.map(({ role, reason, rule, start, end }) => ({
      ...document.locate(start, end),
      role: role === reason ? role : `${role}: ${reason}`,
      rule,
      text: document.source.slice(start, end),
    })),
    ...passages.map(({ kind, ordinal, repaired, speaker, source, text }, at) => {
      const { role, reason, rule = '', signals = [] } = roles[at] ?? {}
      const said = role === undefined || role === reason ? (role ?? 'body') : `${role}: ${reason}`
      const shape = kind === 'boilerplate' ? '' : ` ${kind}`
      const joined = repaired === true ? ', repaired' : ''
      const whose = speaker === undefined ? '' : `, ${wordsOf(speaker)}`
      return {
        ...source,
        role: `¶${ordinal}${shape}, ${said}${joined}${whose}`,
        rule: signals.length === 0 ? rule : `${rule} (${signals.join(', ')})`,
        text,
      }
    }),
  ].sort((a, b) => a.start - b.start)
  const { title, date, authors, source, standfirst, meta } = document.metadata
  const facts = {
    title,
    date,
    authors: authors.join(', '),
    source,
    standfirst,
    ...Object.fromEntries(Object.entries(meta).map(([key, values]) => [`meta.${key}`, values.join(', ')])),
  }
  say(table(Object.entries(facts).map(([key, value]) => [pc.dim(key), value ?? pc.dim('none')])))
  say('')
  say(table(parts.map(part => [pc.dim(whereIn(part)), part.role, pc.dim(part.rule), shorten(part.text)])))
}

function whereIn(place: SourceSpan): string {
  const { line, page } = place
  return page === undefined ? (pinpoint(place) ?? `line ${line}`) : `page ${page}`
}

function shorten(text: string): string {
  const line = text.replace(/\s+/gu, ' ')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}

export async function runVerify(flags: { readonly index: string; readonly json?: true }): Promise<number> {
  const manifest = await verifyBundle(userPath(flags.index))
  if (flags.json === true) sayJson(manifest)
  else
    say(
      `${flags.index} is whole: ${manifest.counts.passages} passages of ${manifest.counts.documents} documents, ${Object.keys(manifest.files).length} files checked.`,
    )
  return 0
}
