import type { LocalDate } from '../../../../core/dates.ts'
import { formatPounds } from '../../../../core/format.ts'
import type { Pence } from '../../../../core/money.ts'
import { TaskList } from '../../../../platform/web/govuk/task-list.tsx'
import { Tag, type TagColour } from '../../../../platform/web/govuk/tag.tsx'

export type Task = {
  /** What kind of task it is, for programs. */
  readonly kind?: string
  readonly text: string
  readonly hint?: string | undefined
  readonly href: string
  /** How many wait. None is said in words. */
  readonly count: number
  readonly waiting: string
  readonly urgent?: boolean | undefined
  /** Until when, where something happens then: a moment, or the day on which it begins. */
  readonly due?: { readonly at: Date } | { readonly day: LocalDate } | undefined
  /** What is not paid while it waits, as near as can be said before it is priced. */
  readonly stake?: Pence | undefined
  /** Where it is so much each week and not once. */
  readonly stakeEvery?: 'week' | undefined
}

export function Tasks({ tasks }: { readonly tasks: readonly Task[] }) {
  if (tasks.length === 0)
    return <p class="govuk-body">Nothing here is yours to do. Your permissions are listed under My account.</p>
  return (
    <TaskList
      items={tasks.map(({ text, hint, href, count, waiting, urgent = false, stake, stakeEvery }) => ({
        title: { text },
        href,
        ...hintOf(hint, count === 0 ? undefined : stake, stakeEvery),
        status: {
          text: count === 0 ? 'Nothing waiting' : <Tag colour={colourOf(urgent)}>{`${String(count)} ${waiting}`}</Tag>,
        },
      }))}
    />
  )
}

function hintOf(hint: string | undefined, stake: Pence | undefined, every: Task['stakeEvery']) {
  const each = every === undefined ? '' : ` a ${every}`
  const money = stake === undefined || stake === 0n ? undefined : `About ${formatPounds(stake)}${each} waits for this`
  const said = [hint, money].filter((words) => words !== undefined)
  return said.length === 0 ? {} : { hint: { text: said.join('. ') } }
}

function colourOf(urgent: boolean): TagColour {
  return urgent ? 'red' : 'blue'
}
