import { formatDay } from '../../../../../core/format.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Colleague } from '../../../store/colleagues.ts'

type Props = { readonly view: ViewContext; readonly form: FormView; readonly people: readonly Colleague[] }

export function PeopleCheckPage({ view, form, people }: Props) {
  return (
    <Page heading="Who still works here?" caption="People" view={view} backLink="/provider/people" wide>
      <p class="govuk-body">Every three months, keep those who are still here and end the access of those who left.</p>
      <ResponsiveTable
        caption="Not confirmed for three months"
        captionHidden
        columns={[{ heading: 'Name' }, { heading: 'Last confirmed' }, { heading: 'Still here?' }, { heading: 'Left?' }]}
        rows={people.map(({ membershipId, name, email, confirmedOn }) => [
          <>
            {name}
            <br />
            <span class="govuk-!-text-break-word govuk-!-font-weight-regular">{email}</span>
          </>,
          confirmedOn === null ? 'Never' : formatDay(confirmedOn),
          <PostForm action={`/provider/people/${membershipId}/confirmation`} form={form}>
            <Button classes="govuk-!-margin-bottom-0" preventDoubleClick>
              Keep<span class="govuk-visually-hidden"> {name}</span>
            </Button>
          </PostForm>,
          <a class="govuk-link" href={`/provider/people/${membershipId}`}>
            End the access<span class="govuk-visually-hidden"> of {name}</span>
          </a>,
        ])}
        empty="Everybody is confirmed. You are asked again after three months."
      />
    </Page>
  )
}
