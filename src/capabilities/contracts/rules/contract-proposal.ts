import { isBefore, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'

type Said = {
  readonly kind: 'spot' | 'framework' | 'block'
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  readonly calendar: string
  readonly serviceIds: readonly string[]
  readonly hasBlock: boolean
  readonly blockFrom: LocalDate | null
  readonly reason: string
}
type Known = {
  readonly isNew: boolean
  readonly numberTaken: boolean
  /** A block that is bought already, for a contract that is there. */
  readonly hasCommitment: boolean
  readonly calendars: readonly string[]
  readonly serviceIds: readonly string[]
}
export type ProposeContractRefusal = {
  readonly code:
    | 'number-taken'
    | 'ends-before-start'
    | 'unknown-calendar'
    | 'no-services'
    | 'block-missing'
    | 'not-a-block'
    | 'block-outside'
    | 'reason-missing'
    | 'already-waiting'
}

/** What can be wrong with a contract before a second person looks at it. */
export function judgeContract(said: Said, known: Known): Outcome<null, ProposeContractRefusal> {
  const faults: readonly (readonly [boolean, ProposeContractRefusal['code']])[] = [
    [known.isNew && known.numberTaken, 'number-taken'],
    [said.endsOn !== null && isBefore(said.endsOn, said.startsOn), 'ends-before-start'],
    [!known.calendars.includes(said.calendar), 'unknown-calendar'],
    [said.serviceIds.length === 0 || said.serviceIds.some((id) => !known.serviceIds.includes(id)), 'no-services'],
    [said.kind === 'block' && !said.hasBlock && !known.hasCommitment, 'block-missing'],
    [said.kind !== 'block' && said.hasBlock, 'not-a-block'],
    [isOutside(said), 'block-outside'],
    [said.reason.trim() === '', 'reason-missing'],
  ]
  const found = faults.find(([isFault]) => isFault)
  return found === undefined ? done(null) : refused({ code: found[1] })
}

function isOutside({ blockFrom, startsOn, endsOn }: Said): boolean {
  return blockFrom !== null && (isBefore(blockFrom, startsOn) || (endsOn !== null && isBefore(endsOn, blockFrom)))
}
