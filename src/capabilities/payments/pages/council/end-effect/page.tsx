import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { chosen, dated, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { CareToEnd, RecordedAfter } from '../../../store/preview-change.ts'

interface AskProps {
  readonly care: CareToEnd
  readonly form: FormView
  readonly view: ViewContext
}

/** For care that staff mean to end: its day and its reason, before anything is decided. */
export function AskEndPage({ care, form, view }: AskProps) {
  return (
    <Page
      heading="What an end of care changes in what was paid"
      caption={`Care package ${care.reference}`}
      backLink={{ href: `/council/packages/${care.id}/dates`, text: `Dates of ${care.reference}` }}
      errors={form.errors}
      view={view}
    >
      <p class="govuk-body">Nothing changes by looking, and nothing is kept.</p>
      <form method="get" action={`/council/packages/${care.id}/end-effect`} novalidate>
        <input type="hidden" name="show" value="effect" />
        <DateInput {...dated(form, 'lastday')} legend="Last day of care" hint="For example, 30 4 2026" />
        <Radios
          {...chosen(form, 'why')}
          legend="What ends it?"
          items={[
            { value: 'death', text: 'The person has died' },
            { value: 'moved', text: 'The person has left, or leaves' },
            { value: 'other', text: 'Something else', hint: 'Nothing is paid after the last day of care' },
          ]}
        />
        <Button>Show what it changes</Button>
      </form>
    </Page>
  )
}

/** Care that is recorded is paid for what was said of each week: an end alone takes none of it back. */
export function RecordedLater({ weeks }: { readonly weeks: readonly RecordedAfter[] }) {
  if (weeks.length === 0) return null
  return (
    <>
      <p class="govuk-body">
        The weeks below were recorded after that day. They stay paid as they were recorded until the provider records
        them anew.
      </p>
      <ResponsiveTable
        caption="Recorded after the last day"
        empty=""
        columns={[
          { heading: 'Week of' },
          { heading: 'Package' },
          { heading: 'Provider' },
          { heading: 'Paid', numeric: true },
        ]}
        rows={weeks.map((week) => [
          formatDay(week.weekStart),
          <a class="govuk-link" href={`/council/packages/${week.packageId}`}>
            {week.reference}
          </a>,
          week.providerName,
          week.paidPence === null ? 'Not yet' : formatPounds(week.paidPence),
        ])}
      />
    </>
  )
}
