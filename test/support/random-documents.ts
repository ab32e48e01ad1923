// Documents of random blocks whose words stand nowhere else, as each format writes them: a new format is one more renderer.
import fc from 'fast-check'
import { zip } from './sample-files.ts'

export type Block =
  | { readonly kind: 'heading' | 'paragraph' | 'quote' | 'code'; readonly words: readonly string[] }
  | { readonly kind: 'list' | 'table'; readonly rows: readonly (readonly string[])[] }

/** Words are numbered in the order in which they stand: `w0x`, `w1x`, … */
export const documents: fc.Arbitrary<readonly Block[]> = fc
  .array(
    fc.oneof(
      fc.record({
        kind: fc.constantFrom('heading' as const, 'paragraph' as const, 'paragraph' as const, 'quote' as const, 'code' as const),
        words: fc.array(fc.constant(''), { minLength: 1, maxLength: 12 }),
      }),
      fc.record({
        kind: fc.constantFrom('list' as const, 'table' as const),
        rows: fc.array(fc.constant(['', '']), { minLength: 3, maxLength: 5 }),
      }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map(blocks => {
    let next = 0
    const number = (words: readonly string[]): string[] => words.map(() => `w${next++}x`)
    const first: Block = { kind: 'heading', words: number(['', '']) }
    return [
      first,
      ...blocks.map((block): Block =>
        'rows' in block ? { ...block, rows: block.rows.map(number) } : { ...block, words: number(block.words) },
      ),
    ]
  }) // biome-ignore format: one kind of block a line

export function wordsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap(block => ('rows' in block ? block.rows.flat() : block.words))
}

/** What a file of each format holds that says the same. */
export const RENDERERS: Readonly<Record<string, (blocks: readonly Block[]) => Promise<string | Buffer>>> = {
  'a.md': async blocks => blocks.map((block, at) => markdown(block, at)).join('\n\n'),
  'a.txt': async blocks => blocks.map(text).join('\n\n'),
  'a.html': async blocks => page(blocks),
  'a.epub': async blocks =>
    zip({
      'META-INF/container.xml': '<container><rootfiles><rootfile full-path="o.opf"/></rootfiles></container>',
      'o.opf':
        '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
      'a.xhtml': page(blocks),
    }),
}

function markdown(block: Block, at: number): string {
  switch (block.kind) {
    case 'heading':
      return `${at === 0 ? '#' : '##'} ${block.words.join(' ')}`
    case 'paragraph':
      return block.words
        .map((word, index) => (index % 3 === 1 ? `*${word}*` : word))
        .join(at % 2 === 0 ? ' ' : '\n')
    case 'quote':
      return `> ${block.words.join('\n> ')}`
    case 'code':
      return `\`\`\`\n${block.words.join('\n')}\n\`\`\``
    case 'list':
      return block.rows.map(([a = '', b = '']) => `- ${a}\n  - ${b}`).join('\n')
    case 'table':
      return block.rows
        .map((row, index) => `| ${row.join(' | ')} |${index === 0 ? '\n|---|---|' : ''}`)
        .join('\n')
  }
}

function text(block: Block): string {
  if ('rows' in block) return block.rows.map(row => `- ${row.join(' ')}`).join('\n')
  return block.kind === 'quote'
    ? `> ${block.words.join('\n>> ')}`
    : block.words.join(block.kind === 'code' ? '\n' : ' ')
}

function page(blocks: readonly Block[]): string {
  return `<html><head><title></title></head><body>${blocks.map(element).join('\n')}</body></html>`
}

function element(block: Block, at: number): string {
  switch (block.kind) {
    case 'heading':
      return `<h${at === 0 ? 1 : 2}>${block.words.join(' ')}</h${at === 0 ? 1 : 2}>`
    case 'paragraph':
      return `<p>${block.words.map((word, index) => ['', '<span hidden>', '<b>'][index % 3] + word + ['', '</span>', '</b>'][index % 3]).join(' ')}</p>`
    case 'quote':
      return `<blockquote>${block.words.join('<br/>')}</blockquote>`
    case 'code':
      return `<pre>${block.words.join('\n')}</pre>`
    case 'list':
      return `<ul>${block.rows.map(([a = '', b = '']) => `<li>${a}<ol><li>${b}</li></ol></li>`).join('')}</ul>`
    case 'table':
      return `<table>${block.rows.map((row, index) => `<tr>${row.map(word => (index === 0 ? `<th>${word}</th>` : `<td>${word}</td>`)).join('')}</tr>`).join('')}</table>`
  }
}
