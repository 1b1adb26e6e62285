import { formatDay } from '../../../../../core/format.ts'
import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { DuePolicy } from '../../../store/policies.ts'
import { PolicyText } from '../policy-text.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly action: string
  readonly council: string
  readonly policies: readonly DuePolicy[]
  readonly mayWait: boolean
  readonly returnTo: string
}

export function PoliciesPage({ view, form, action, council, policies, mayWait, returnTo }: Props) {
  const soonest = policies.map(({ requiredFrom }) => requiredFrom).sort()[0]
  return (
    <Page heading="Read and accept before you go on" view={view} errors={form.errors}>
      <p class="govuk-body">
        {council} asks everybody who uses Provider Portal to accept{' '}
        {policies.length === 1 ? 'this policy' : 'these policies'}.
      </p>
      {policies.map((policy) => (
        <PolicyText policy={policy} />
      ))}
      <PostForm action={action} form={form}>
        <input type="hidden" name="return" value={returnTo} />
        <input type="hidden" name="shown" value={policies.map(({ id }) => id).join(' ')} />
        <Checkboxes
          name="accepted"
          errorMessage={errorFor(form, 'accepted')}
          items={[{ value: 'yes', text: `I have read ${policies.length === 1 ? 'it' : 'them'} and accept` }]}
        />
        <div class="govuk-button-group">
          <Button preventDoubleClick>Accept and continue</Button>
          {mayWait ? (
            <Button name="later" value="yes" classes="govuk-button--secondary" preventDoubleClick>
              Decide later
            </Button>
          ) : null}
        </div>
        {mayWait && soonest !== undefined ? (
          <p class="govuk-body">From {formatDay(soonest)} you can only come in after accepting.</p>
        ) : null}
      </PostForm>
      <PostForm action="/sign-out" form={form}>
        <Button classes="govuk-button--secondary">Sign out</Button>
      </PostForm>
    </Page>
  )
}
