import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { Tasks, type Task } from '../../shared/tasks.tsx'

type CouncilHomeProps = {
  readonly name: string
  readonly council: string
  readonly tasks: readonly Task[]
  readonly view: ViewContext
}

export function CouncilHomePage({ name, council, tasks, view }: CouncilHomeProps) {
  return (
    <Page heading="What needs doing" caption={`${name}, ${council}`} view={view}>
      <Tasks tasks={tasks} />
      <p class="govuk-body">
        <a class="govuk-link" href="/council/following">
          What you follow
        </a>
      </p>
    </Page>
  )
}
