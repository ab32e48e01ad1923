// How is a passage cited in a style of the user's own? By the CSL processor, where it is installed.
import { hash } from 'node:crypto'
import { ConfigError } from '../domain/errors.ts'
import { installCommand } from '../domain/install-command.ts'
import type { CslItem } from './csl-item.ts'

export interface Styled {
  /** The entry of a reference list, or the note. */
  readonly reference: string
  readonly inText: string
}

export interface Locator {
  readonly label: 'page' | 'paragraph'
  readonly locator: string
}

/**
 * @param style the text of a CSL file
 * @throws {ConfigError} where the processor is not installed or the style is none
 */
export async function citeInStyle(item: CslItem, style: string, place: Locator): Promise<Styled> {
  const { plugins } = await import('@citation-js/core')
  try {
    await import('@citation-js/plugin-csl')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    const advice = `${installCommand('@citation-js/plugin-csl')} (its processor, citeproc, is under the CPAL or the AGPL)`
    throw new ConfigError(`Citing in a style of your own needs a package that is not installed: ${advice}.`)
  }
  if (!/<style[\s>]/u.test(style))
    throw new ConfigError('The file is no CSL style: it has no <style> element.')
  // The library keeps what it made of a name's first style.
  const template = `own-${hash('sha256', style)}`
  plugins.config.get('@csl').styles.add(template, style)
  const options = { format: 'text', template, lang: 'en-US' }
  const written = (name: string, more: object): string =>
    plugins.output.format(name, [item], { ...options, ...more }).trim()
  const inText = written('citation', { entry: [{ id: item.id, ...place }] })
  return { reference: written('bibliography', {}), inText }
}
