import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PolicyDue } from '../../../commands/setting-up.ts'
import { PolicyText } from '../policy-text.tsx'

type Props = { readonly view: ViewContext; readonly form: FormView; readonly due: readonly PolicyDue[] }

export function SetUpPoliciesPage({ view, form, due }: Props) {
  const shown = due.flatMap(({ policies }) => policies.map(({ id }) => id))
  return (
    <Page heading="Read and accept the policies" view={view} errors={form.errors} backLink="/set-up">
      {due.map(({ place, policies }) => (
        <section aria-label={place.council}>
          <p class="govuk-body">
            <strong>{place.council}</strong> asks everybody who uses Provider Portal to accept:
          </p>
          {policies.map((policy) => (
            <PolicyText policy={policy} />
          ))}
        </section>
      ))}
      {shown.length === 0 ? (
        <p class="govuk-body">
          There is nothing to accept now.{' '}
          <a class="govuk-link" href="/set-up">
            Back to your tasks
          </a>
        </p>
      ) : (
        <PostForm action="/set-up/policies" form={form}>
          <input type="hidden" name="shown" value={shown.join(' ')} />
          <Checkboxes
            name="accepted"
            errorMessage={errorFor(form, 'accepted')}
            items={[{ value: 'yes', text: `I have read ${shown.length === 1 ? 'it' : 'them'} and accept` }]}
          />
          <Button preventDoubleClick>Accept and continue</Button>
        </PostForm>
      )}
    </Page>
  )
}
