import { typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { PersonDetailsForm } from '../../shared/person-details-form.tsx'

type Props = { readonly view: ViewContext; readonly form: FormView; readonly id: string }

export function RequestCorrectionPage({ view, form, id }: Props) {
  const back = `/provider/people/requests/${id}`
  return (
    <Page
      heading="Which details are to be corrected?"
      caption="Change"
      view={view}
      errors={form.errors}
      backLink={back}
    >
      <p class="govuk-body">
        Change what is wrong and leave the rest as it is. The council decides, and tells the person what it changed.
      </p>
      <PersonDetailsForm
        action={`${back}/correction`}
        form={form}
        emailHint="The person’s own work address. With another one they are signed out, and both addresses are told."
        phoneHint="Leave it empty to keep the number that the person gave. The council sees it and you do not."
        button="Continue"
      >
        <Textarea label="Anything the council should know (optional)" {...typed(form, 'note')} rows={3} />
      </PersonDetailsForm>
    </Page>
  )
}
