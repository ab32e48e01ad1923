// In which ways can one line of a source be wrong? Changes of a source text, each of which a test should notice.
import { parseSync } from 'oxc-parser'

export interface Mutant {
  /** 1-based. */
  readonly line: number
  readonly column: number
  /** What was done to the line: `< became <=`. */
  readonly change: string
  /** The whole source with the change. */
  readonly source: string
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

type Report = (node: { start: number; end: number }, replacement: string, change: string) => void

/** Operators of two sides, and what each becomes. */
const OPERATORS: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
  '??': '&&',
  '+=': '-=',
  '-=': '+=',
  '++': '--',
  '--': '++',
}

/** Nodes around an expression that only say its type. */
const TYPED = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'])

/** Every mutant of a source, in the order of its text. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors[0]?.message}`)
  const mutants: { readonly start: number; readonly mutant: Mutant }[] = []
  const report: Report = ({ start, end }, replacement, change) => {
    const before = source.slice(0, start)
    mutants.push({
      start,
      mutant: {
        line: before.split('\n').length,
        column: start - before.lastIndexOf('\n'),
        change,
        source: `${before}${replacement}${source.slice(end)}`,
      },
    })
  }
  visit(program as unknown as Node, source, report)
  return mutants.sort((a, b) => a.start - b.start).map(({ mutant }) => mutant)
}

function visit(node: Node, source: string, report: Report): void {
  if (node.type.startsWith('Import') || node.type === 'ExportAllDeclaration') return
  if (node.type.startsWith('TS') && !TYPED.has(node.type)) return
  mutate(node, source, report)
  for (const [key, value] of Object.entries(node)) {
    if (key === 'typeAnnotation' || key === 'source' || (key === 'key' && node['computed'] === false))
      continue
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child)) visit(child, source, report)
  }
}

function mutate(node: Node, source: string, report: Report): void {
  const textOf = ({ start, end }: Node): string => source.slice(start, end)
  switch (node.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'ConditionalExpression': {
      const test = node['test'] as Node
      report(test, `!(${textOf(test)})`, `(${short(textOf(test))}) became its contrary`)
      break
    }
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      mutateOperator(node, source, report)
      break
    case 'UpdateExpression': {
      const operator = node['operator'] as string
      const argument = textOf(node['argument'] as Node)
      const other = OPERATORS[operator] ?? operator
      report(
        node,
        node['prefix'] === true ? `${other}${argument}` : `${argument}${other}`,
        `${operator} became ${other}`,
      )
      break
    }
    case 'Literal':
      mutateLiteral(node, report)
      break
    case 'ArrayExpression':
      if ((node['elements'] as unknown[]).length > 0) report(node, '[]', `${short(textOf(node))} became []`)
      break
    case 'ReturnStatement':
      if (isNode(node['argument'])) report(node, 'return undefined', `${short(textOf(node))} returns nothing`)
      break
    case 'ContinueStatement':
      if (node['label'] === null) report(node, 'break', 'continue became break')
      break
    case 'ExpressionStatement':
      if (/^(?:Call|Await|Assignment|Update)Expression$/u.test((node['expression'] as Node).type))
        report(node, ';', `${short(textOf(node))} was removed`)
      break
  }
}

function mutateOperator(node: Node, source: string, report: Report): void {
  const operator = node['operator'] as string
  const other = OPERATORS[operator]
  const [left, right] = [node['left'], node['right']] as [Node, Node]
  if (other === undefined || (operator.startsWith('+') && (isText(left) || isText(right)))) return
  const change = `${operator} became ${other}`
  if (node.type === 'LogicalExpression') {
    // In brackets: `??` may not stand beside `&&` without them.
    const [first, second] = [left, right].map(({ start, end }) => `(${source.slice(start, end)})`)
    report(node, `(${first} ${other} ${second})`, change)
  } else {
    const start = source.indexOf(operator, left.end)
    report({ start, end: start + operator.length }, other, change)
  }
}

function mutateLiteral(node: Node, report: Report): void {
  const value = node['value']
  if (typeof value === 'boolean') report(node, String(!value), `${value} became ${!value}`)
  else if (typeof value === 'number') report(node, String(value + 1), `${value} became ${value + 1}`)
  else if (typeof value === 'string')
    report(
      node,
      value === '' ? "'x'" : "''",
      `${short(JSON.stringify(value))} became ${value === '' ? '"x"' : '""'}`,
    )
}

function isText(node: Node): boolean {
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node['value'] === 'string')
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ')
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
