import { formatTime } from '../../../../core/format.ts'
import { londonMoment } from '../../../../platform/clock.ts'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import type { AccountState, Person } from '../../store/people.ts'

type Props = { readonly person: Person; readonly state: AccountState | undefined }

export function StateTag({ person, state }: Props) {
  const [text, classes] = stateOf(person, state)
  return <Tag classes={classes}>{text}</Tag>
}

function stateOf(person: Person, state: AccountState | undefined): readonly [string, string] {
  if (person.endsOn !== null) return ['Place ended', 'govuk-tag--grey']
  if (person.askedForHelpAt !== null) return ['Asked for help', 'govuk-tag--yellow']
  if (state === undefined || state.status === 'disabled') return ['Disabled', 'govuk-tag--grey']
  if (state.lockedAt !== null) {
    const until = state.opensAt === null ? '' : ` until ${formatTime(londonMoment(state.opensAt).time)}`
    return [`Locked${until}`, 'govuk-tag--red']
  }
  if (state.status === 'invited') return ['Not set up yet', 'govuk-tag--blue']
  return ['Active', 'govuk-tag--green']
}
