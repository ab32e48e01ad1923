// What does a Word file say that its reader would lose or mistake? Base text of ruby, equations, hidden text; heads and feet of pages.

/** What is taken out of the text, and is still there for whoever looks for it. */
export interface SetApart {
  readonly text: string
  readonly reason: 'reading' | 'hidden'
}

/** WordprocessingML that says the same without what the reader does not know. */
export function simplified(xml: string, apart: SetApart[]): string {
  let result = replaced(xml, 'w:ruby', ruby => {
    const reading = textOf(between(ruby, 'w:rt'))
    const base = between(ruby, 'w:rubyBase')
    if (reading !== '') apart.push({ text: `${textOf(base)} ${reading}`, reason: 'reading' })
    return textRun(textOf(base))
  })
  result = result.replace(/<\/?m:oMathPara(?:\s[^<>]*)?>/gu, '')
  result = replaced(result, 'm:oMath', equation => `<w:r>${textRun(textOf(equation, 'm:t'))}</w:r>`)
  return replaced(result, 'w:r', run => {
    if (!run.includes('<w:vanish') || !isHidden(run)) return run
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

/** By the properties with which the run begins. */
function isHidden(run: string): boolean {
  const inside = run.slice(run.indexOf('>') + 1).trimStart()
  if (!inside.startsWith('<w:rPr')) return false
  const vanish = /<w:vanish(?:\s{1,20}w:val="([^"]{0,10})")?\s{0,20}\/?>/u.exec(
    inside.split('</w:rPr>', 1)[0] ?? '',
  )
  return vanish !== null && !/^(?:0|false|off)$/u.test(vanish[1] ?? '')
}

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
