import { pence, sumPence, type Pence } from '../../../core/money.ts'

type GroupedLine = {
  readonly serviceId: string
  readonly serviceName: string
  readonly personId: string
  readonly personName: string
  readonly personReference: string
  readonly amount: Pence
}
export type ServiceGroup<L> = {
  readonly id: string
  readonly name: string
  readonly amount: Pence
  readonly people: readonly PersonGroup<L>[]
}
export type PersonGroup<L> = {
  readonly id: string
  readonly name: string
  readonly amount: Pence
  readonly lines: readonly L[]
}

/** By service and person, in the order of the lines. Nothing is lost and nothing counted twice: sums of sums tie. */
export function groupLines<L extends GroupedLine>(lines: readonly L[]): readonly ServiceGroup<L>[] {
  return [...groupedBy(lines, ({ serviceId }) => serviceId)].map(([id, own]) => ({
    id,
    name: own[0]?.serviceName ?? '',
    amount: totalOf(own),
    people: [...groupedBy(own, ({ personId }) => personId)].map(([personId, theirs]) => ({
      id: personId,
      name: theirs[0] === undefined ? '' : `${theirs[0].personName} (${theirs[0].personReference})`,
      amount: totalOf(theirs),
      lines: theirs,
    })),
  }))
}

export function totalOf(lines: readonly { readonly amount: Pence }[]): Pence {
  return lines.length === 0 ? pence(0n) : sumPence(lines.map(({ amount }) => amount))
}

function groupedBy<L>(lines: readonly L[], keyOf: (line: L) => string): Map<string, L[]> {
  const groups = new Map<string, L[]>()
  for (const line of lines) {
    const group = groups.get(keyOf(line))
    if (group === undefined) groups.set(keyOf(line), [line])
    else group.push(line)
  }
  return groups
}
