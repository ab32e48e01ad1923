// `lede inspect`: what becomes of every block of a file. `lede verify`: is a bundle whole?
import { basename } from 'node:path'
import pc from 'picocolors'
import { verifyBundle } from '../../bundle/open-bundle.ts'
import { readDocument } from '../../corpus/read-document.ts'
import { CorpusError } from '../../domain/errors.ts'
import { documentId } from '../../domain/ids.ts'
import { LineIndex } from '../../passages/line-index.ts'
import { splitPassages } from '../../passages/split-passages.ts'
import { userPath } from '../paths.ts'
import { say, sayJson, sayProblems, table } from '../terminal.ts'

export async function runInspect(path: string, flags: { readonly json?: true }): Promise<number> {
  const absolutePath = userPath(path)
  const name = basename(absolutePath)
  const { document, problems } = await readDocument({ id: documentId(name), path: name, absolutePath })
  if (document === null)
    throw new CorpusError(problems.map(problem => `${path}: ${problem.message}`).join('\n'))
  const { passages, others } = splitPassages(document)
  if (flags.json === true) {
    sayJson({ metadata: document.metadata, passages, others, problems })
    return 0
  }
  sayProblems(problems)
  const lines = new LineIndex(document.source)
  const parts = [
    ...others.map(({ role, start, end }) => ({
      start,
      role: role as string,
      text: document.source.slice(start, end),
    })),
    ...passages.map(({ kind, boilerplate, ordinal, repaired, source, text }) => {
      const role = [`¶${ordinal} ${kind}`, boilerplate, repaired === true ? 'repaired' : undefined]
        .filter(part => part !== undefined)
        .join(' ')
      return { start: source.start, role, text }
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
  say(
    table(parts.map(({ start, role, text }) => [pc.dim(`line ${lines.lineAt(start)}`), role, shorten(text)])),
  )
  return 0
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
