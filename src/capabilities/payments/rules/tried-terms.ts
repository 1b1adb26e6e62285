import { pence, type Pence } from '../../../core/money.ts'

/** What the weeks of one provider come to on some terms, and how many of them would be held above plan. */
export type Tried = {
  readonly providerId: string
  readonly providerName: string
  readonly weeks: number
  readonly pence: Pence
  readonly held: number
  readonly heldPence: Pence
}
export type Compared = {
  readonly providerId: string
  readonly providerName: string
  readonly weeks: number
  readonly before: Pence
  readonly after: Pence
  readonly more: Pence
  readonly heldBefore: number
  readonly heldAfter: number
  readonly heldPence: Pence
}

/** The same weeks on two sets of terms, provider by provider, the largest difference first. */
export function compareTried(before: readonly Tried[], after: readonly Tried[]): readonly Compared[] {
  const compared = before.map((one): Compared => {
    const other = after.find(({ providerId }) => providerId === one.providerId)
    return {
      ...{ providerId: one.providerId, providerName: one.providerName, weeks: one.weeks },
      ...{ before: one.pence, after: other?.pence ?? one.pence, more: pence((other?.pence ?? one.pence) - one.pence) },
      ...{ heldBefore: one.held, heldAfter: other?.held ?? one.held, heldPence: other?.heldPence ?? one.heldPence },
    }
  })
  return compared.toSorted((a, b) => Number(sizeOf(b) - sizeOf(a)) || (a.providerName < b.providerName ? -1 : 1))
}

function sizeOf({ more }: Compared): bigint {
  return more < 0n ? 0n - more : more
}
