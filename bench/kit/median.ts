export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined) throw new Error('there is no median of nothing')
  const lower = sorted[middle - 1] ?? upper
  return sorted.length % 2 === 1 ? upper : (lower + upper) / 2
}

export type Pair = { readonly ours: number; readonly limit: number }

/**
 * Measures two things in turn, each first as often as second, so that a machine that slows down or warms up treats
 * both alike. The medians of the two.
 */
export async function inTurn(
  rounds: number,
  ours: (round: number) => Promise<number>,
  limit: (round: number) => Promise<number>,
): Promise<Pair> {
  const readings: Pair[] = []
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) readings.push({ ours: await ours(round), limit: await limit(round) })
    else {
      const first = await limit(round)
      readings.push({ ours: await ours(round), limit: first })
    }
  }
  return { ours: median(readings.map((pair) => pair.ours)), limit: median(readings.map((pair) => pair.limit)) }
}

export function seconds(since: number): number {
  return (performance.now() - since) / 1000
}
