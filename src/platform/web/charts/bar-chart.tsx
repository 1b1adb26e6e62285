import { scaleBand, scaleLinear } from 'd3-scale'

export interface Bar {
  readonly id: string
  /** Short words beneath the bar. */
  readonly label: string
  /** Only for its height: what is exact stands in the table that belongs to the chart. */
  readonly height: number
  /** What the bar stands for, as it is read out. */
  readonly text: string
  /** A second figure for the same words, drawn beside it. */
  readonly beside?: { readonly height: number; readonly text: string } | undefined
}

interface BarChartProps {
  readonly id: string
  readonly title: string
  readonly bars: readonly Bar[]
  readonly tickText: (value: number) => string
  /** What the two figures of each bar are called, where there are two. */
  readonly legend?: readonly [string, string] | undefined
}

const WIDTH = 720
const HEIGHT = 260
/** They differ in lightness too, for whoever sees no colours. */
const FIRST = '#1d70b8'
const SECOND = '#f47738'
const MARGIN = { top: 12, right: 8, bottom: 34, left: 76 }

/**
 * Bars drawn on the server, with no inline style, so that the strict content policy holds. A chart never stands alone:
 * the table of the same figures follows it, and screen readers are told so.
 */
export function BarChart({ id, title, bars, tickText, legend }: BarChartProps) {
  const highest = Math.max(1, ...bars.flatMap(({ height, beside }) => [height, beside?.height ?? 0]))
  const y = scaleLinear()
    .domain([0, highest])
    .nice(4)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top])
  const x = scaleBand()
    .domain(bars.map((bar) => bar.id))
    .range([MARGIN.left, WIDTH - MARGIN.right])
    .padding(0.3)
  return (
    <figure class="portal-figure">
      <figcaption class="govuk-heading-m">{title}</figcaption>
      {legend === undefined ? null : <Legend words={legend} />}
      <svg
        class="portal-chart"
        role="img"
        aria-labelledby={`${id}-title`}
        viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      >
        <title id={`${id}-title`}>{title}. The same figures are in the table below.</title>
        {y.ticks(4).map((tick) => (
          <g>
            <line
              x1={MARGIN.left}
              x2={WIDTH - MARGIN.right}
              y1={y(tick)}
              y2={y(tick)}
              stroke="#b1b4b6"
              stroke-width="1"
            />
            <text x={MARGIN.left - 8} y={y(tick) + 5} text-anchor="end" font-size="15" fill="#0b0c0c">
              {tickText(tick)}
            </text>
          </g>
        ))}
        {bars.map((bar) => (
          <Figures bar={bar} left={x(bar.id) ?? MARGIN.left} width={x.bandwidth()} y={y} />
        ))}
      </svg>
    </figure>
  )
}

interface FiguresProps {
  readonly bar: Bar
  readonly left: number
  readonly width: number
  readonly y: (value: number) => number
}

/** One figure, or two side by side, over the words of the bar. */
function Figures({ bar, left, width, y }: FiguresProps) {
  const figures = bar.beside === undefined ? [bar] : [bar, bar.beside]
  const each = width / figures.length
  return (
    <g>
      {figures.map(({ height, text }, index) => (
        <rect
          x={left + index * each}
          y={y(height)}
          width={each}
          height={y(0) - y(height)}
          fill={index === 0 ? FIRST : SECOND}
        >
          <title>{text}</title>
        </rect>
      ))}
      <text x={left + width / 2} y={HEIGHT - 12} text-anchor="middle" font-size="15" fill="#0b0c0c">
        {bar.label}
      </text>
    </g>
  )
}

function Legend({ words }: { readonly words: readonly [string, string] }) {
  return (
    <p class="govuk-body-s">
      {[FIRST, SECOND].map((fill, index) => (
        <>
          <svg width="14" height="14" aria-hidden="true">
            <rect width="14" height="14" fill={fill} />
          </svg>{' '}
          {words[index]}{' '}
        </>
      ))}
    </p>
  )
}
