import { dated, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { GivenGrant } from '../../../rules/given.ts'
import { grantSentence } from '../../../rules/sentences.ts'
import type { HeldGrant, TargetChoice } from '../../../store/granting.ts'
import type { PlaceRow } from '../../../store/places.ts'
import { GrantForm, ScopeChoice } from '../../shared/grant-choice.tsx'
import { heldSentence } from '../../shared/request-words.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly person: PlaceRow
  readonly grants: readonly HeldGrant[]
  readonly today: string
  readonly scope: GivenGrant['scope'] | undefined
  readonly chosenTargets: readonly string[]
  readonly targets: readonly TargetChoice[]
}

export function PersonGrantsPage({ view, form, person, grants, today, scope, chosenTargets, targets }: Props) {
  const here = `/council/people/${person.membershipId}`
  return (
    <Page
      heading={`Permissions of ${person.name}`}
      caption="People"
      view={view}
      errors={form.errors}
      backLink={scope === undefined ? here : `${here}/grants`}
    >
      <ResponsiveTable
        caption="Holds today"
        columns={[{ heading: 'Permission' }, { heading: 'End it' }]}
        rows={grants.map((grant) => [
          heldSentence(grant, today),
          <PostForm action={`${here}/grants/${grant.id}/end`} form={form}>
            <input type="hidden" name="version" value={String(person.rowVersion)} />
            <Button classes="govuk-button--secondary govuk-!-margin-bottom-0" preventDoubleClick>
              End today<span class="govuk-visually-hidden">: {grantSentence(grant)}</span>
            </Button>
          </PostForm>,
        ])}
        empty="Nothing yet."
      />
      <h2 class="govuk-heading-m" id="give">
        Give a permission
      </h2>
      <p class="govuk-body">
        Giving what the person holds already changes it: whether it may be changed, and its last day.
      </p>
      {scope === undefined ? (
        <ScopeChoice action={`${here}/grants`} targets={targets} />
      ) : (
        <GrantForm
          action={`${here}/preview`}
          form={form}
          scope={scope}
          chosenTargets={chosenTargets}
          targets={targets}
          main
          button="Preview"
        >
          <DateInput
            {...dated(form, 'lastDay')}
            legend={{ text: 'Last day (optional)', classes: 'govuk-fieldset__legend--s' }}
            hint="Leave empty to give it for good"
          />
        </GrantForm>
      )}
    </Page>
  )
}
