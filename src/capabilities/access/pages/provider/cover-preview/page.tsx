import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { grantSentence } from '../../../rules/sentences.ts'
import type { HeldGrant } from '../../../store/granting.ts'
import type { PlaceRow } from '../../../store/places.ts'
import { BeforeAfter, type Seen } from '../../shared/before-after.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly away: PlaceRow
  readonly deputy: PlaceRow
  readonly lent: readonly HeldGrant[]
  readonly before: Seen
  readonly after: Seen
}

export function CoverPreviewPage({ view, form, away, deputy, lent, before, after }: Props) {
  const here = `/provider/people/${away.membershipId}/cover`
  return (
    <Page
      heading={`What ${deputy.name} would see as cover`}
      caption="Preview"
      view={view}
      errors={form.errors}
      backLink={here}
    >
      <p class="govuk-body">
        Nothing has been lent yet. On the days of the cover, and on no other, {deputy.name} may for {away.name}:
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {lent.map((grant) => (
          <li>{grantSentence(grant)}</li>
        ))}
      </ul>
      <BeforeAfter before={before} after={after} />
      <PostForm action={here} form={form}>
        <input type="hidden" name="by" value={deputy.membershipId} />
        {lent.map(({ id }) => (
          <input type="hidden" name="grants" value={id} />
        ))}
        {Object.entries(form.values).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Button preventDoubleClick>Arrange cover</Button>
      </PostForm>
    </Page>
  )
}
