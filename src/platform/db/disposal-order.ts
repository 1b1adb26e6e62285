/** A table refers to another. */
export type Edge = { readonly from: string; readonly to: string }

/** Whatever refers comes before what it refers to; names that are alike in that keep their order. */
export function inOrder(names: readonly string[], edges: readonly Edge[]): readonly string[] {
  const known = new Set(names)
  const between = edges.filter(({ from, to }) => from !== to && known.has(from) && known.has(to))
  const ordered: string[] = []
  let left = [...names]
  while (left.length > 0) {
    const still = new Set(left)
    const needed = new Set(between.filter(({ from }) => still.has(from)).map(({ to }) => to))
    const free = left.filter((name) => !needed.has(name))
    if (free.length === 0) throw new Error(`these tables refer to each other in a ring: ${left.join(', ')}`)
    ordered.push(...free)
    left = left.filter((name) => needed.has(name))
  }
  return ordered
}
