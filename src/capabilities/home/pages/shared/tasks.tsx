import { TaskList } from '../../../../platform/web/govuk/task-list.tsx'
import { Tag, type TagColour } from '../../../../platform/web/govuk/tag.tsx'

export type Task = {
  readonly text: string
  readonly hint?: string | undefined
  readonly href: string
  /** How many wait. None is said in words. */
  readonly count: number
  readonly waiting: string
  readonly urgent?: boolean | undefined
}

export function Tasks({ tasks }: { readonly tasks: readonly Task[] }) {
  if (tasks.length === 0)
    return <p class="govuk-body">Nothing here is yours to do. Your permissions are listed under My account.</p>
  return (
    <TaskList
      items={tasks.map(({ text, hint, href, count, waiting, urgent = false }) => ({
        title: { text },
        href,
        ...(hint === undefined ? {} : { hint: { text: hint } }),
        status: {
          text: count === 0 ? 'Nothing waiting' : <Tag colour={colourOf(urgent)}>{`${String(count)} ${waiting}`}</Tag>,
        },
      }))}
    />
  )
}

function colourOf(urgent: boolean): TagColour {
  return urgent ? 'red' : 'blue'
}
