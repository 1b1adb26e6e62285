import type { FormView } from '../../../../../platform/web/forms.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PlaceRow } from '../../../store/places.ts'
import { PersonDetailsForm } from '../../shared/person-details-form.tsx'

type Props = { readonly view: ViewContext; readonly form: FormView; readonly person: PlaceRow }

export function PersonDetailsPage({ view, form, person }: Props) {
  const here = `/council/people/${person.membershipId}`
  return (
    <Page
      heading={`Correct the details of ${person.name}`}
      caption="People"
      view={view}
      errors={form.errors}
      backLink={here}
    >
      <InsetText>
        The name signs agreements at every place of this person with you. What was signed before keeps the name it was
        signed with. The person is told what you change.
      </InsetText>
      <PersonDetailsForm
        action={`${here}/details`}
        form={form}
        emailHint="With another address the person is signed out everywhere, and both addresses are told. Links that were sent before open nothing."
        phoneHint="For being sure who telephones"
        button="Save"
      >
        <input type="hidden" name="version" value={form.values['version'] ?? String(person.rowVersion)} />
      </PersonDetailsForm>
    </Page>
  )
}
