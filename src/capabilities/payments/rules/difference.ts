import { divideHalfAwayFromZero, pence, type Pence, type Quantity } from '../../../core/money.ts'
import { isPayer, type LineKind } from '../../../core/payers.ts'
import { totalOf } from './remittance-groups.ts'

export type ComparedLine = {
  readonly packageId: string
  readonly packageReference: string
  readonly personName: string
  readonly kind: LineKind
  readonly quantity: Quantity
  readonly price: string
  readonly amount: Pence
}
export type Cause =
  'new-care' | 'ended-care' | 'weeks' | 'delivered' | 'price' | 'payers' | 'adjustments' | 'recovered' | 'carried'
export type Difference = {
  readonly cause: Cause
  readonly amount: Pence
  /** The packages that it comes from; none for what concerns the whole payment. */
  readonly items: readonly DifferenceItem[]
}
export type DifferenceItem = {
  readonly packageId: string
  readonly packageReference: string
  readonly personName: string
  readonly before: Pence
  readonly now: Pence
  readonly amount: Pence
}

const ORDER: readonly Cause[] = [
  'new-care',
  'ended-care',
  'weeks',
  'delivered',
  'price',
  'payers',
  'adjustments',
  'recovered',
  'carried',
]

/** Why one payment's lines come to another sum than those of the payment before. The causes sum to the gap. */
export function differencesBetween(
  before: readonly ComparedLine[],
  now: readonly ComparedLine[],
): readonly Difference[] {
  const packages = new Set([...before, ...now].map(({ packageId }) => packageId))
  const [earlier, later] = [byPackage(before), byPackage(now)]
  const found = [...packages].flatMap((id) => causesOf(earlier.get(id) ?? [], later.get(id) ?? []))
  return ORDER.flatMap((cause) => {
    const items = found.filter((one) => one.cause === cause && one.item.amount !== 0n).map(({ item }) => item)
    return items.length === 0 ? [] : [{ cause, amount: totalOf(items), items }]
  })
}

/** What was kept back or carried, and was not last time, belongs to the whole payment. */
export function wholeDifference(cause: 'recovered' | 'carried', change: bigint): readonly Difference[] {
  return change === 0n ? [] : [{ cause, amount: pence(change), items: [] }]
}

type Found = { readonly cause: Cause; readonly item: DifferenceItem }

function causesOf(before: readonly ComparedLine[], now: readonly ComparedLine[]): readonly Found[] {
  const adjustments = found('adjustments', before.filter(isAdjustment), now.filter(isAdjustment))
  const [paidBefore, paidNow] = [before.filter(isPayerLine), now.filter(isPayerLine)]
  const [earlier, later] = [before.filter(isCare), now.filter(isCare)]
  return [...adjustments, ...found('payers', paidBefore, paidNow), ...careCauses(earlier, later)]
}

function careCauses(before: readonly ComparedLine[], now: readonly ComparedLine[]): readonly Found[] {
  if (before.length === 0) return found('new-care', before, now)
  if (now.length === 0) return found('ended-care', before, now)
  if (before.length !== now.length) return found('weeks', before, now)
  if (pricesOf(before) === pricesOf(now)) return found('delivered', before, now)
  return splitByPrice(before, now)
}

/** The price's share is what the new quantity costs more than it did; the rest is what was delivered. */
function splitByPrice(before: readonly ComparedLine[], now: readonly ComparedLine[]): readonly Found[] {
  const [old, current] = [quantityOf(before), quantityOf(now)]
  if (old === 0n) return found('delivered', before, now)
  const atOldPrice = pence(divideHalfAwayFromZero(totalOf(before) * current, old))
  const named = nameOf(now)
  const part = (cause: Cause, from: Pence, to: Pence): Found => ({
    cause,
    item: { ...named, before: from, now: to, amount: pence(to - from) },
  })
  return [part('delivered', totalOf(before), atOldPrice), part('price', atOldPrice, totalOf(now))]
}

function found(cause: Cause, before: readonly ComparedLine[], now: readonly ComparedLine[]): readonly Found[] {
  const [from, to] = [totalOf(before), totalOf(now)]
  if (before.length + now.length === 0) return []
  return [{ cause, item: { ...nameOf([...now, ...before]), before: from, now: to, amount: pence(to - from) } }]
}

function nameOf([line]: readonly ComparedLine[]) {
  const { packageId = '', packageReference = '', personName = '' } = line ?? {}
  return { packageId, packageReference, personName }
}

function isAdjustment({ kind }: ComparedLine): boolean {
  return kind === 'adjustment'
}

function isPayerLine({ kind }: ComparedLine): boolean {
  return isPayer(kind)
}

function isCare(line: ComparedLine): boolean {
  return !isPayer(line.kind) && !isAdjustment(line)
}

function quantityOf(lines: readonly ComparedLine[]): bigint {
  return lines.reduce((total, { quantity }) => total + quantity, 0n)
}

function pricesOf(lines: readonly ComparedLine[]): string {
  return [...new Set(lines.map(({ price }) => price))].toSorted().join(' ')
}

function byPackage(lines: readonly ComparedLine[]): ReadonlyMap<string, readonly ComparedLine[]> {
  return Map.groupBy(lines, ({ packageId }) => packageId)
}
