import { dated, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PersonEvent } from '../../../store/staff.ts'
import { eventWords } from '../event-words.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly events: readonly PersonEvent[]
  readonly next: string | undefined
  readonly csv: string | undefined
}

export function PeopleReportPage({ view, form, events, next, csv }: Props) {
  return (
    <Page
      heading="Who joined, changed and left"
      caption="People"
      view={view}
      errors={form.errors}
      backLink="/council/people"
      wide
    >
      <form method="get" action="/council/people/report" novalidate>
        <DateInput {...dated(form, 'from')} legend={{ text: 'First day', classes: 'govuk-fieldset__legend--s' }} />
        <DateInput {...dated(form, 'until')} legend={{ text: 'Last day', classes: 'govuk-fieldset__legend--s' }} />
        <Button classes="govuk-button--secondary">Show</Button>
      </form>
      {csv === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={csv}>
            Download as a spreadsheet (CSV)
          </a>
        </p>
      )}
      <ResponsiveTable
        caption="In this period"
        columns={[
          { heading: 'Who' },
          { heading: 'Works for' },
          { heading: 'What' },
          { heading: 'When' },
          { heading: 'By' },
        ]}
        rows={events.map(({ membershipId, name, email, provider, action, at, actor }) => [
          <>
            <a class="govuk-link" href={`/council/people/${membershipId}`}>
              {name}
            </a>
            <br />
            <span class="govuk-!-text-break-word govuk-!-font-weight-regular">{email}</span>
          </>,
          provider ?? 'The council',
          eventWords(action).what,
          formatInstant(at),
          actor,
        ])}
        empty="Nobody joined, changed or left in this period. Choose other days to see more."
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
    </Page>
  )
}
