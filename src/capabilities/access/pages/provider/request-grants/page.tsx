import type { FormView } from '../../../../../platform/web/forms.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { GivenGrant } from '../../../rules/given.ts'
import type { TargetChoice } from '../../../store/granting.ts'
import { GrantForm, ScopeChoice } from '../../shared/grant-choice.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly id: string
  readonly name: string
  readonly scope: GivenGrant['scope'] | undefined
  readonly chosenTargets: readonly string[]
  readonly targets: readonly TargetChoice[]
}

export function RequestGrantsPage({ view, form, id, name, scope, chosenTargets, targets }: Props) {
  const here = `/provider/people/requests/${id}/grants`
  const back = scope === undefined ? `/provider/people/requests/${id}` : here
  return (
    <Page heading={`What may ${name} see and do?`} view={view} errors={form.errors} backLink={back}>
      {scope === undefined ? (
        <ScopeChoice action={here} targets={targets} />
      ) : (
        <GrantForm
          action={here}
          form={form}
          scope={scope}
          chosenTargets={chosenTargets}
          targets={targets}
          button="Add and see the whole request"
        />
      )}
    </Page>
  )
}
