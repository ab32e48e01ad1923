// Figures at growing sizes as a picture: logarithmic axes, so that what grows as fast as the corpus is a line of slope one.

export interface Curve {
  readonly name: string
  /** Points by number of passages. */
  readonly points: readonly (readonly [passages: number, value: number])[]
}

export interface Panel {
  readonly title: string
  readonly curves: readonly Curve[]
}

const PER_ROW = 3
const WIDTH = 300
const HEIGHT = 230
const LEFT = 52
const TOP = 34
const RIGHT = 14
const BOTTOM = 40
/** Room for figures beside the first and the last points. */
const INSET = 16
const COLOURS = ['#0b6e99', '#b3541e']

/** An SVG of the panels, three side by side; readable on light and dark pages. */
export function drawCurves(panels: readonly Panel[]): string {
  const width = Math.min(PER_ROW, panels.length) * WIDTH
  const height = Math.ceil(panels.length / PER_ROW) * HEIGHT
  const drawn = panels.map((panel, at) => {
    const [x, y] = [(at % PER_ROW) * WIDTH, Math.floor(at / PER_ROW) * HEIGHT]
    return `<g transform="translate(${x} ${y})">${drawPanel(panel)}</g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + 24}" font-family="system-ui, sans-serif" font-size="11">
<title>Build, memory, load and query at growing numbers of passages</title>
<rect width="${width}" height="${height + 24}" fill="#fff"/>
${drawn.join('\n')}
${legend(panels, height)}
</svg>
`
}

function drawPanel({ title, curves }: Panel): string {
  const points = curves.flatMap(curve => curve.points)
  const x = axis(
    points.map(([passages]) => passages),
    LEFT + INSET,
    WIDTH - RIGHT - INSET,
  )
  const y = axis(
    points.map(([, value]) => value),
    HEIGHT - BOTTOM - INSET,
    TOP + INSET / 2,
  )
  const lines = [
    `<text x="${LEFT}" y="18" font-weight="600">${title}</text>`,
    ...x.ticks.map(
      tick =>
        `<text x="${x.at(tick)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle" fill="#555">${label(tick)}</text>`,
    ),
    ...y.ticks.map(
      tick =>
        `<text x="${LEFT - 6}" y="${y.at(tick) + 4}" text-anchor="end" fill="#555">${label(tick)}</text><path d="M${LEFT} ${y.at(tick)}H${WIDTH - RIGHT}" stroke="#ddd"/>`,
    ),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle" fill="#555">passages</text>`,
  ]
  for (const [number, { points: of }] of curves.entries()) {
    const colour = COLOURS[number % COLOURS.length]
    const path = of.map(([passages, value]) => `${x.at(passages)} ${y.at(value)}`).join('L')
    lines.push(`<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2"/>`)
    for (const [passages, value] of of) {
      lines.push(`<circle cx="${x.at(passages)}" cy="${y.at(value)}" r="3" fill="${colour}"/>`)
      const above = number === 0 ? 14 : -7
      lines.push(
        `<text x="${x.at(passages)}" y="${y.at(value) + above}" text-anchor="middle" font-size="9" fill="${colour}">${short(value)}</text>`,
      )
    }
  }
  return lines.join('\n')
}

interface Axis {
  /** Whole powers of ten. */
  readonly ticks: readonly number[]
  at(value: number): number
}

function axis(values: readonly number[], from: number, to: number): Axis {
  const low = Math.floor(Math.log10(Math.min(...values)))
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))))
  return {
    ticks: Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at)),
    at: value => Math.round((from + ((Math.log10(value) - low) / (high - low)) * (to - from)) * 10) / 10,
  }
}

function legend(panels: readonly Panel[], top: number): string {
  const names = [...new Set(panels.flatMap(({ curves }) => curves.map(({ name }) => name)))]
  return names
    .map((name, at) => {
      const left = LEFT + at * 200
      return `<path d="M${left} ${top + 8}h22" stroke="${COLOURS[at % COLOURS.length]}" stroke-width="2"/><text x="${left + 28}" y="${top + 12}">${name}</text>`
    })
    .join('\n')
}

function label(value: number): string {
  return value >= 1e6
    ? `${value / 1e6}M`
    : value >= 1e3
      ? `${value / 1e3}k`
      : String(Number(value.toPrecision(1)))
}

function short(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2)))
}
