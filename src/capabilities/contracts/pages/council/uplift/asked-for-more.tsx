import { isAfter } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { AskedForMore } from '../../../store/asked-for-more.ts'
import type { Uplift } from '../../../store/uplifts.ts'

const STATES = {
  'awaiting-council': { text: 'Waits for the council', colour: 'yellow' },
  'awaiting-provider': { text: 'Waits for the provider', colour: 'blue' },
  closed: { text: 'Closed', colour: 'grey' },
} as const

interface AskedProps {
  readonly uplift: Pick<Uplift, 'status' | 'askUntil'>
  /** Undefined for whoever may not read messages. */
  readonly asked: readonly AskedForMore[] | undefined
}

/** The providers that the uplift does not cover the costs of, each with its conversation. */
export function AskedForMoreList({ uplift: { status, askUntil: until = null }, asked }: AskedProps) {
  if (asked === undefined || status !== 'applied' || (until === null && asked.length === 0)) return null
  return (
    <ResponsiveTable
      caption="Providers that ask for more"
      empty="No provider has asked for more."
      columns={[{ heading: 'Message' }, { heading: 'Provider' }, { heading: 'Asked' }, { heading: 'State' }]}
      rows={asked.map(({ conversationId, title, providerName, openedAt, state }) => [
        <a class="govuk-link" href={`/council/messages/${conversationId}`}>
          {title}
        </a>,
        providerName,
        `${formatInstant(openedAt)}${until !== null && isAfter(londonToday(openedAt), until) ? ', after the last day' : ''}`,
        <Tag colour={STATES[state].colour}>{STATES[state].text}</Tag>,
      ])}
    />
  )
}
