import type { LocalDate } from '../../../../core/dates.ts'
import { formatTime } from '../../../../core/format.ts'
import { londonMoment } from '../../../../platform/clock.ts'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import type { AccountState, Person } from '../../store/people.ts'

type Props = { readonly person: Person; readonly state: AccountState | undefined; readonly today: LocalDate }

/** Whoever asked for help is still locked, or not: both are said. */
export function StateTag({ person, state, today }: Props) {
  const [text, classes] = stateOf(person, state, today)
  const asks = person.askedForHelpAt !== null && !hasLeft(person, today)
  return (
    <>
      <Tag classes={classes}>{text}</Tag> {asks ? <Tag classes="govuk-tag--yellow">Asked for help</Tag> : null}
    </>
  )
}

/** With a last day that is still to come somebody works here as before. */
export function hasLeft({ endsOn }: Pick<Person, 'endsOn'>, today: LocalDate): boolean {
  return endsOn !== null && endsOn <= today
}

function stateOf(person: Person, state: AccountState | undefined, today: LocalDate): readonly [string, string] {
  if (hasLeft(person, today)) return ['Place ended', 'govuk-tag--grey']
  if (state === undefined || state.status === 'disabled') return ['Disabled', 'govuk-tag--grey']
  if (state.lockedAt !== null) {
    const until = state.opensAt === null ? '' : ` until ${formatTime(londonMoment(state.opensAt).time)}`
    return [`Locked${until}`, 'govuk-tag--red']
  }
  if (state.status === 'invited') return ['Not set up yet', 'govuk-tag--blue']
  return ['Active', 'govuk-tag--green']
}
