/** Mann-Whitney: how far two sets of times are from being drawn alike, in standard deviations; equal times share ranks. */
export function rankZ(one: readonly number[], other: readonly number[]): number {
  const all = [...one.map((time) => ({ time, mine: true })), ...other.map((time) => ({ time, mine: false }))]
  all.sort((a, b) => a.time - b.time)
  let ranks = 0
  let ties = 0
  for (let from = 0; from < all.length;) {
    let to = from
    while (to < all.length && all[to]?.time === all[from]?.time) to += 1
    const equal = to - from
    ranks += (all.slice(from, to).filter(({ mine }) => mine).length * (from + 1 + to)) / 2
    ties += equal ** 3 - equal
    from = to
  }
  const [n, m, sum] = [one.length, other.length, all.length]
  const u = ranks - (n * (n + 1)) / 2
  const variance = ((n * m) / 12) * (sum + 1 - ties / (sum * (sum - 1)))
  return (u - (n * m) / 2) / Math.sqrt(variance)
}
