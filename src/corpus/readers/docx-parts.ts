// What does a Word file say that its reader would lose or mistake? Base text of ruby, equations, hidden text; heads and feet of pages.
import { equationText } from './docx-equations.ts'
import { elementsOf, parseXml } from './xml.ts'

/** What is taken out of the text, and is still there for whoever looks for it. */
export interface SetApart {
  readonly text: string
  readonly reason: 'reading' | 'hidden'
}

/**
 * WordprocessingML that says the same without what the reader does not know.
 * @param hiding styles whose text is hidden
 */
export function simplified(xml: string, apart: SetApart[], hiding: ReadonlySet<string> = new Set()): string {
  // Fields of one element, ends of pages and columns, tabs with a place of their own: words stand in them or are parted by them.
  let result = xml
    .replace(/<\/?w:fldSimple(?:\s[^<>]*)?>/gu, '')
    .replace(/<w:br w:type="(?:page|column)"[^<>]*>/gu, '<w:br/>')
    .replace(/<w:ptab(?:\s[^<>]*)?\/>/gu, '<w:tab/>')
  if (result.includes('<w:txbxContent')) result = withDrawnBoxes(result)
  result = replaced(result, 'w:ruby', ruby => {
    const reading = textOf(between(ruby, 'w:rt'))
    const base = between(ruby, 'w:rubyBase')
    if (reading !== '') apart.push({ text: `${textOf(base)} ${reading}`, reason: 'reading' })
    return textRun(textOf(base))
  })
  result = result.replace(/<\/?m:oMathPara(?:\s[^<>]*)?>/gu, '')
  result = replaced(
    result,
    'm:oMath',
    equation => `<w:r>${textRun(equationText(equation) ?? textOf(equation, 'm:t'))}</w:r>`,
  )
  if (hiding.size > 0) result = withHiddenParagraphs(result, hiding)
  return replaced(result, 'w:r', run => {
    if (!isHidden(run, hiding)) return run
    const text = textOf(run)
    if (text.trim() !== '') apart.push({ text: text.trim(), reason: 'hidden' })
    return ''
  })
}

/** The paragraphs of a head or foot of pages. */
export function paragraphsOf(xml: string): string[] {
  return xml
    .split('</w:p>')
    .map(paragraph => textOf(paragraph).trim())
    .filter(text => text !== '')
}

/** By the properties with which the run begins, or by its style. */
function isHidden(run: string, hiding: ReadonlySet<string>): boolean {
  const inside = run.slice(run.indexOf('>') + 1).trimStart()
  if (!inside.startsWith('<w:rPr')) return false
  const properties = inside.split('</w:rPr>', 1)[0] ?? ''
  const vanish = /<w:vanish(?:\s{1,20}w:val="([^"]{0,10})")?\s{0,20}\/?>/u.exec(properties)
  if (vanish !== null) return !isOff(vanish[1])
  const style = /<w:rStyle\s{1,20}w:val="([^"]{0,200})"/u.exec(properties)?.[1]
  return style !== undefined && hiding.has(style)
}

function isOff(value: string | null | undefined): boolean {
  return /^(?:0|false|off)$/u.test(value ?? '')
}

/** Text boxes that are written only in the newer form are put into the older one, which the reader knows. */
function withDrawnBoxes(xml: string): string {
  const inOlderForm = (drawing: string): string => {
    let boxes = ''
    replaced(drawing, 'w:txbxContent', box => {
      boxes += `<w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">${box}</v:textbox></w:pict>`
      return ''
    })
    return boxes
  }
  const both = replaced(xml, 'mc:AlternateContent', choice => {
    const [newer = '', older = ''] = choice.split('<mc:Fallback')
    return newer.includes('<w:txbxContent') && !older.includes('<w:txbxContent') ? inOlderForm(newer) : choice
  })
  return replaced(both, 'w:drawing', drawing =>
    drawing.includes('<w:txbxContent') ? inOlderForm(drawing) : drawing,
  )
}

/** The runs of paragraphs whose style hides them are hidden one by one, where they do not say otherwise. */
function withHiddenParagraphs(xml: string, hiding: ReadonlySet<string>): string {
  return replaced(xml, 'w:p', paragraph => {
    const style = /^<w:p(?:\s[^<>]*)?><w:pPr><w:pStyle\s{1,20}w:val="([^"]{0,200})"/u.exec(paragraph)?.[1]
    if (style === undefined || !hiding.has(style)) return paragraph
    return replaced(paragraph, 'w:r', run => {
      if (run.includes('<w:vanish')) return run
      const start = run.indexOf('>') + 1
      const inside = run.slice(start)
      return inside.startsWith('<w:rPr>')
        ? `${run.slice(0, start)}<w:rPr><w:vanish/>${inside.slice('<w:rPr>'.length)}`
        : `${run.slice(0, start)}<w:rPr><w:vanish/></w:rPr>${inside}`
    })
  })
}

/** Styles of letters and paragraphs whose text is hidden, also those that are based on one. */
export function hidingStyles(stylesXml: string | null): ReadonlySet<string> {
  if (stylesXml === null || !stylesXml.includes('<w:vanish')) return new Set()
  const parents = new Map<string, string | null>()
  const hides = new Map<string, boolean>()
  for (const style of elementsOf(parseXml(stylesXml, 'styles.xml'))) {
    if (style.name !== 'w:style') continue
    const id = style.attributes['w:styleId'] ?? ''
    const inside = [...elementsOf(style)]
    const vanish = inside.find(({ name }) => name === 'w:vanish')
    if (vanish !== undefined) hides.set(id, !isOff(vanish.attributes['w:val']))
    parents.set(id, inside.find(({ name }) => name === 'w:basedOn')?.attributes['w:val'] ?? null)
  }
  const isHiding = (id: string | null, depth = 0): boolean =>
    id !== null && depth < DEEPEST && (hides.get(id) ?? isHiding(parents.get(id) ?? null, depth + 1))
  return new Set([...parents.keys()].filter(id => isHiding(id)))
}

/** Styles that are based on each other, at most so deep. */
const DEEPEST = 20

/** The XML with each outermost element of a name replaced; one that does not end is left as it is. */
function replaced(xml: string, name: string, replace: (element: string) => string): string {
  const parts: string[] = []
  let at = 0
  for (;;) {
    const start = opening(xml, name, at)
    const end = start === -1 ? -1 : endOf(xml, name, start)
    if (end === -1) return parts.length === 0 ? xml : parts.join('') + xml.slice(at)
    parts.push(xml.slice(at, start), replace(xml.slice(start, end)))
    at = end
  }
}

/** Where an element of a name begins. */
function opening(xml: string, name: string, from: number): number {
  for (let at = xml.indexOf(`<${name}`, from); at !== -1; at = xml.indexOf(`<${name}`, at + 1))
    if (/[\s>/]/u.test(xml[at + name.length + 1] ?? '')) return at
  return -1
}

/** Where an element that begins here ends, others of its name within it. */
function endOf(xml: string, name: string, start: number): number {
  let depth = 0
  let at = start
  const close = `</${name}>`
  for (;;) {
    const tagEnd = xml.indexOf('>', at)
    if (tagEnd === -1) return -1
    if (xml[tagEnd - 1] !== '/') depth++
    else if (depth === 0) return tagEnd + 1
    for (let from = tagEnd; ; ) {
      const closing = xml.indexOf(close, from)
      if (closing === -1) return -1
      const next = opening(xml.slice(0, closing), name, from)
      if (next !== -1) {
        at = next
        break
      }
      depth--
      if (depth === 0) return closing + close.length
      from = closing + close.length
    }
  }
}

function between(xml: string, name: string): string {
  const start = opening(xml, name, 0)
  const end = xml.indexOf(`</${name}>`, start)
  return start === -1 || end === -1 ? '' : xml.slice(start, end)
}

/** The characters of its text elements as they are written in XML. */
function textOf(xml: string, name = 'w:t'): string {
  const texts = xml.split(new RegExp(`<${name}(?=[ >])`, 'u')).slice(1)
  return texts.map(text => text.slice(text.indexOf('>') + 1).split(`</${name}>`, 1)[0] ?? '').join('')
}

function textRun(text: string): string {
  return `<w:t xml:space="preserve">${text}</w:t>`
}
