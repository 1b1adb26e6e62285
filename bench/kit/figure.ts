/** One measured figure beside the limit that was measured, or is fixed, in the same run. */
export type Reading = {
  readonly figure: string
  readonly value: number
  readonly unit: string
  readonly limit: number
  readonly limitIs: string
  readonly bar: number
  readonly sense: 'at-least' | 'at-most'
}

/** What is measured together is named together; each name is asked for, and printed, by itself. */
export type Figure = {
  readonly names: readonly string[]
  readonly measure: (say: Say) => Promise<readonly Reading[]>
}

/** Progress, on standard error. */
export type Say = (line: string) => void

/** The one line that a figure prints. */
export function lineOf(reading: Reading): string {
  const { figure, value, unit, limit, limitIs, bar } = reading
  const ratio = rounded(value / limit)
  return JSON.stringify({
    figure,
    value: rounded(value),
    unit,
    limit: rounded(limit),
    limit_is: limitIs,
    ratio,
    bar,
    met: isMet(reading),
  })
}

export function isMet({ value, limit, bar, sense }: Reading): boolean {
  const ratio = value / limit
  return sense === 'at-least' ? ratio >= bar : ratio <= bar
}

/** Four significant figures: more would be noise. */
function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4))
}
