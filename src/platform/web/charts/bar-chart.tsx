import { scaleBand, scaleLinear } from 'd3-scale'

export interface Bar {
  readonly id: string
  /** Short words beneath the bar. */
  readonly label: string
  /** Only for its height: what is exact stands in the table that belongs to the chart. */
  readonly height: number
  /** What the bar stands for, as it is read out. */
  readonly text: string
}

interface BarChartProps {
  readonly id: string
  readonly title: string
  readonly bars: readonly Bar[]
  readonly tickText: (value: number) => string
}

const WIDTH = 720
const HEIGHT = 260
const MARGIN = { top: 12, right: 8, bottom: 34, left: 76 }

/**
 * Bars drawn on the server, with no inline style, so that the strict content policy holds. A chart never stands alone:
 * the table of the same figures follows it, and screen readers are told so.
 */
export function BarChart({ id, title, bars, tickText }: BarChartProps) {
  const highest = Math.max(1, ...bars.map(({ height }) => height))
  const y = scaleLinear()
    .domain([0, highest])
    .nice(4)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top])
  const x = scaleBand()
    .domain(bars.map((bar) => bar.id))
    .range([MARGIN.left, WIDTH - MARGIN.right])
    .padding(0.3)
  const floor = y(0)
  return (
    <figure class="portal-figure">
      <figcaption class="govuk-heading-m">{title}</figcaption>
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
        {bars.map((bar) => {
          const left = x(bar.id) ?? MARGIN.left
          const top = y(bar.height)
          return (
            <g>
              <rect x={left} y={top} width={x.bandwidth()} height={floor - top} fill="#1d70b8">
                <title>{bar.text}</title>
              </rect>
              <text x={left + x.bandwidth() / 2} y={HEIGHT - 12} text-anchor="middle" font-size="15" fill="#0b0c0c">
                {bar.label}
              </text>
            </g>
          )
        })}
      </svg>
    </figure>
  )
}
