import { pence, type Pence } from '../../../core/money.ts'

type Line = {
  readonly providerId: string
  readonly providerName: string
  readonly beforePence: Pence
  readonly duePence: Pence
}
export type RepricedTotal = {
  readonly providerId: string
  readonly providerName: string
  readonly lines: number
  readonly beforePence: Pence
  readonly duePence: Pence
  readonly morePence: Pence
}

/** The differences by provider, the largest first; they add to the sum of the lines. */
export function totalsByProvider(lines: readonly Line[]): readonly RepricedTotal[] {
  const totals = [...Map.groupBy(lines, ({ providerId }) => providerId)].map(([providerId, own]) => {
    const sum = (of: (line: Line) => bigint) => pence(own.reduce((total, line) => total + of(line), 0n))
    return {
      ...{ providerId, providerName: own[0]?.providerName ?? '', lines: own.length },
      beforePence: sum((line) => line.beforePence),
      duePence: sum((line) => line.duePence),
      morePence: sum((line) => line.duePence - line.beforePence),
    }
  })
  return totals.toSorted((a, b) => Number(b.morePence - a.morePence) || (a.providerId < b.providerId ? -1 : 1))
}
