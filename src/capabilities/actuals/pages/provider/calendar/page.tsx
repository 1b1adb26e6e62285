import { formatDay, formatDays } from '../../../../../core/format.ts'
import type { LocalDate } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Deadline } from '../../../store/calendar.ts'
import { timeLeft } from '../../shared/time-left.ts'
import { formatMoment } from '../../shared/words.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly deadlines: readonly Deadline[]
  readonly today: LocalDate
  readonly madeAt: Date | undefined
  /** Shown once, when it was just made. */
  readonly address: string | undefined
}

export function CalendarPage({ view, form, deadlines, today, madeAt, address }: Props) {
  return (
    <Page heading="Deadlines for actuals" view={view} backLink={{ href: '/provider/actuals', text: 'Actuals' }} wide>
      <ResponsiveTable
        caption="Actuals are due by"
        columns={[
          { heading: 'Period' },
          { heading: 'Weeks' },
          { heading: 'Confirm by' },
          { heading: 'Time left' },
          { heading: 'Paid on' },
        ]}
        rows={deadlines.map((one) => [
          one.name,
          formatDays({ from: one.startsOn, until: one.endsOn }),
          formatMoment(one.submitBy),
          timeLeft(londonToday(one.submitBy), today),
          one.paidOn === null ? '' : formatDay(one.paidOn),
        ])}
        empty="The council has set no deadlines yet. They appear here with its payment calendar."
      />
      <h2 class="govuk-heading-m">In your own calendar</h2>
      <p class="govuk-body">
        A calendar program can show these deadlines and remind you a day before. The address names no person and no
        care, and whoever has it sees the deadlines and nothing else.
      </p>
      {address === undefined ? null : (
        <InsetText>
          Copy this address now: it is not shown again.
          <br />
          <span class="govuk-!-text-break-word">{address}</span>
        </InsetText>
      )}
      {madeAt === undefined ? null : <p class="govuk-body">You made an address on {formatInstant(madeAt)}.</p>}
      <PostForm action="/provider/actuals/calendar/feed" form={form}>
        <Button classes="govuk-button--secondary" preventDoubleClick>
          {madeAt === undefined ? 'Make an address' : 'Make a new address and end the old one'}
        </Button>
      </PostForm>
      {madeAt === undefined ? null : (
        <PostForm
          action="/provider/actuals/calendar/feed/removal"
          form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-end` }}
        >
          <Button classes="govuk-button--warning" preventDoubleClick>
            End the address
          </Button>
        </PostForm>
      )}
    </Page>
  )
}
