import type { LocalDate } from '../../../../core/dates.ts'
import { formatDays } from '../../../../core/format.ts'
import { weekOf } from '../../../../core/periods.ts'
import { Tag, type TagColour } from '../../../../platform/web/govuk/tag.tsx'
import { progressOf, type Progress, type ServiceWeekCount } from '../../rules/progress.ts'

const words: Readonly<Record<Progress, { readonly text: string; readonly colour: TagColour }>> = {
  done: { text: 'Done', colour: 'green' },
  part: { text: 'Part done', colour: 'yellow' },
  late: { text: 'Late', colour: 'red' },
  'to-do': { text: 'To do', colour: 'blue' },
  blocked: { text: 'Blocked', colour: 'orange' },
  future: { text: 'Not open', colour: 'grey' },
}

interface Props {
  readonly week: ServiceWeekCount
  readonly moment: { readonly today: LocalDate; readonly now: Date }
  /** Absent where the week belongs to an organisation that has to be entered first. */
  readonly href?: string | undefined
}

/** One week of one service in a matrix: its state in a word, and what it is made of. */
export function WeekCell({ week, moment, href }: Props) {
  const progress = progressOf(week, moment)
  const { text, colour } = words[progress]
  const { packages, confirmed, held, blocked } = week
  const state = (
    <>
      <Tag colour={colour}>{text}</Tag>
      <span class="govuk-visually-hidden">
        {' '}
        {week.serviceName}, {formatDays(weekOf(week.weekStart))}
      </span>
    </>
  )
  return (
    <>
      {href === undefined ? (
        state
      ) : (
        <a class="govuk-link govuk-link--no-visited-state" href={href}>
          {state}
        </a>
      )}
      <br />
      {confirmed + held} of {packages}
      <Under text={held === 0 ? '' : `${String(held)} held`} />
      <Under text={isBackdated(week) ? 'Opened late' : ''} />
      <Under text={blocked === 0 || progress === 'future' ? '' : `${String(blocked)} blocked`} />
    </>
  )
}

function Under({ text }: { readonly text: string }) {
  if (text === '') return null
  return (
    <>
      <br />
      {text}
    </>
  )
}

/** Something in it opened after the last moment of its period, and has one of its own. */
export function isBackdated({ backdated = 0 }: ServiceWeekCount): boolean {
  return backdated > 0
}
