import type { ComponentChildren } from 'preact'
import { classNames, idList, type Attributes, type Words } from './common.ts'

interface Task {
  readonly title: Words
  readonly hint?: Words | undefined
  readonly status: Words
  readonly href?: string | undefined
  readonly classes?: string | undefined
}

interface TaskListProps {
  readonly items: readonly Task[]
  readonly idPrefix?: string | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

export function TaskList({ items, idPrefix = 'task-list', classes, attributes }: TaskListProps) {
  return (
    <ul class={classNames('govuk-task-list', classes)} {...attributes}>
      {items.map((task, index) => (
        <TaskItem task={task} id={`${idPrefix}-${String(index + 1)}`} />
      ))}
    </ul>
  )
}

function TaskItem({ task, id }: { readonly task: Task; readonly id: string }) {
  const { hint, status, href } = task
  const hintId = hint === undefined ? undefined : `${id}-hint`
  return (
    <li
      class={classNames(
        'govuk-task-list__item',
        href !== undefined && 'govuk-task-list__item--with-link',
        task.classes,
      )}
    >
      <div class="govuk-task-list__name-and-hint">
        <TaskTitle title={task.title} href={href} describedBy={idList(hintId, `${id}-status`)} />
        {hint === undefined ? null : (
          <div id={hintId} class="govuk-task-list__hint">
            {hint.text}
          </div>
        )}
      </div>
      <div class={classNames('govuk-task-list__status', status.classes)} id={`${id}-status`}>
        {status.text}
      </div>
    </li>
  )
}

interface TaskTitleProps {
  readonly title: Words
  readonly href: string | undefined
  readonly describedBy: string | undefined
}

function TaskTitle({ title, href, describedBy }: TaskTitleProps): ComponentChildren {
  if (href === undefined) return <div class={title.classes}>{title.text}</div>
  return (
    <a class={classNames('govuk-link govuk-task-list__link', title.classes)} href={href} aria-describedby={describedBy}>
      {title.text}
    </a>
  )
}
