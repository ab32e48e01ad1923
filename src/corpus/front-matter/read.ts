// What does the block at the head of a file say? Every key is kept; what could not be read is said with its line.
import type { Yaml } from 'mdast'
import type { MetadataBuilder } from '../metadata.ts'
import { factsOf } from '../record.ts'
import type { FrontMatterForm, ReadBlock } from './block.ts'
import { readHeaders, readOrg, readPandocTitle } from './headers.ts'
import { readJson } from './json.ts'
import { readToml } from './toml.ts'
import { readYaml } from './yaml.ts'

const READERS: Readonly<Record<FrontMatterForm, (text: string) => ReadBlock>> = {
  yaml: readYaml,
  toml: readToml,
  json: readJson,
  headers: readHeaders,
  pandoc: readPandocTitle,
  org: readOrg,
}

/** Reads front matter into `metadata`. */
export function readFrontMatter(node: Yaml, path: string, metadata: MetadataBuilder): void {
  const { form = 'yaml', firstLine = 1, isClosed = true } = node.data?.frontMatter ?? {}
  const { entries, faults } = READERS[form](node.value)
  for (const { line, message } of faults) {
    const text = `In the front matter, ${message}. Mend the line.`
    metadata.problems.push({
      severity: 'warning',
      rule: 'bad-front-matter',
      path,
      line: firstLine + line,
      message: text,
    })
  }
  if (!isClosed) {
    const message =
      'The front matter is not closed: it was read up to the blank line before the text. Put --- on a line after it.'
    metadata.problems.push({
      severity: 'warning',
      rule: 'unclosed-front-matter',
      path,
      line: firstLine - 1,
      message,
    })
  }
  for (const { key, value, line } of entries) {
    for (const [label, values] of factsOf(key, value)) metadata.add(label, values, firstLine + line)
  }
}
