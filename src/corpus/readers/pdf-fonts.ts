// Which fonts of a PDF are bold? The library tells of a font only once a page that uses it has been taken apart.
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js'

interface Font {
  readonly bold?: boolean
  readonly black?: boolean
  readonly name?: string
}

/** Words in the names of bold fonts, and TeX's short ones. */
const BOLD = /bold|black|heavy|demi|(?:^|\+)(?:CMB|CMBX|CMBXTI|CMSSBX|SFBX|ECBX|LHBX|LABX)\d*$/iu

/** Most pages that are taken apart to learn of fonts. */
const MOST_PAGES = 200

/** Learns of the fonts of page after page; those of all pages have names of their own. */
export class BoldFonts {
  readonly names = new Set<string>()
  private readonly known = new Set<string>()
  private pages = 0

  async learn(page: PDFPageProxy, items: readonly (TextItem | TextMarkedContent)[]): Promise<void> {
    const fonts = new Set(items.flatMap(item => ('fontName' in item ? [item.fontName] : [])))
    const isNew = [...fonts].some(name => !this.known.has(name))
    if (!isNew || this.pages++ >= MOST_PAGES) return
    try {
      await page.getOperatorList()
    } catch {
      return // a page that cannot be drawn has its text all the same
    }
    for (const name of fonts) {
      if (this.known.has(name) || !page.commonObjs.has(name)) continue
      this.known.add(name)
      const { bold, black, name: given = '' } = page.commonObjs.get(name) as Font
      if (bold === true || black === true || BOLD.test(given)) this.names.add(name)
    }
  }
}
