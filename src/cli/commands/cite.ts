// `lede cite`: how is this passage cited, in every form, in one, or in a style of the user's own?
import { readFile } from 'node:fs/promises'
import pc from 'picocolors'
import { ConfigError } from '../../domain/errors.ts'
import { citeInStyle } from '../../search/csl-style.ts'
import { getPassage } from '../../search/passages.ts'
import { references } from '../../search/references.ts'
import { type IndexFlags, withIndex } from '../index-flags.ts'
import { say, sayJson } from '../terminal.ts'

/** Forms in which a passage is cited. */
const FORMS = ['apa', 'chicago', 'bibtex', 'ris', 'csl', 'markdown'] as const

export interface CiteFlags extends IndexFlags {
  readonly format?: (typeof FORMS)[number]
  readonly csl?: string
  readonly json?: true
}

/** @param flags.csl path of a CSL style */
export async function runCite(id: string, flags: CiteFlags): Promise<number> {
  const { page, forms } = await withIndex(flags, async bundle => {
    const found = getPassage(bundle, id)
    return { page: found, forms: await references(bundle, found) }
  })
  if (flags.csl !== undefined) {
    const path = flags.csl
    const style = await readFile(path, 'utf8').catch((error: Error) => {
      throw new ConfigError(`The style ${path} cannot be read: ${error.message}.`)
    })
    const { ordinal, source } = page.passage
    const place =
      source.page === undefined ? (['paragraph', ordinal] as const) : (['page', source.page] as const)
    const styled = await citeInStyle(forms.csl, style, { label: place[0], locator: String(place[1]) })
    if (flags.json === true) sayJson(styled)
    else say(`${styled.reference}\n${styled.inText}`)
    return 0
  }
  if (flags.json === true) {
    sayJson(forms)
    return 0
  }
  const written: Readonly<Record<(typeof FORMS)[number], string>> = {
    ...forms,
    apa: `${forms.apa.reference}\n${forms.apa.inText}`,
    csl: JSON.stringify([forms.csl]),
  }
  if (flags.format !== undefined) say(written[flags.format])
  else for (const form of FORMS) say(`${pc.bold(form)}\n${written[form]}\n`)
  return 0
}
