import { BANK_HOLIDAYS } from '../../../../../core/bank-holidays.ts'
import { addDays, parseLocalDate, type LocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import type { CalendarDay } from '../../../../../core/visit-prices.ts'
import { chosen, dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { NamedDay } from '../../../store/calendar-days.ts'
import { PriceTabs } from '../../shared/words.tsx'

interface CalendarDaysProps {
  readonly days: readonly NamedDay[]
  readonly today: LocalDate
  readonly mayChange: boolean
  readonly mayApprove: boolean
  readonly accountId: string
  readonly form: FormView
  readonly view: ViewContext
}

const KIND_WORDS: Readonly<Record<CalendarDay['kind'], string>> = {
  'special-day': 'Special day',
  'bank-holiday': 'Bank holiday',
  'ordinary-day': 'Ordinary day',
}
const YEAR = 366

export function CalendarDaysPage(props: CalendarDaysProps) {
  const { days, today, mayChange, form, view } = props
  return (
    <Page heading="Bank holidays and special days" errors={form.errors} view={view} wide>
      <PriceTabs active="days" />
      <p class="govuk-body">
        Prices of visits may be others on these days. Bank holidays are those of England and Wales, as GOV.UK publishes
        them, unless the council says otherwise here.
      </p>
      <ResponsiveTable
        caption="Days that the council says"
        empty="There are none yet: bank holidays are the published ones, and no day is special."
        columns={[
          { heading: 'Day', nowrap: true },
          { heading: 'What it is' },
          { heading: 'State' },
          { heading: 'Said by' },
          { heading: 'Approved by' },
        ]}
        rows={days.map((day) => [
          formatDay(day.day),
          `${KIND_WORDS[day.kind]}: ${day.name}`,
          <State day={day} {...props} />,
          day.proposerName,
          day.approverName ?? 'Nobody yet',
        ])}
      />
      {mayChange ? <SayForm form={form} /> : null}
      <ResponsiveTable
        caption="Published bank holidays of the next year"
        empty="No bank holidays are published for the next year yet."
        columns={[{ heading: 'Day' }]}
        rows={publishedDays(today).map((day) => [formatDay(day)])}
      />
    </Page>
  )
}

function publishedDays(today: LocalDate): readonly LocalDate[] {
  const last = addDays(today, YEAR)
  return [...BANK_HOLIDAYS].flatMap((text) => {
    const day = parseLocalDate(text)
    return day !== undefined && today <= day && day <= last ? [day] : []
  })
}

type StateProps = CalendarDaysProps & { readonly day: NamedDay }

function State({ day, mayApprove, accountId, form }: StateProps) {
  if (day.isApproved) return <Tag colour="green">Holds</Tag>
  const action = `/council/calendar-days/${day.id}/decision`
  return (
    <>
      <Tag colour="yellow">Waits for a second person</Tag>
      {mayApprove && day.proposedBy !== accountId ? (
        <PostForm action={action} form={form}>
          <input type="hidden" name="kind" value="approve" />
          <Button preventDoubleClick>
            Approve<span class="govuk-visually-hidden"> {formatDay(day.day)}</span>
          </Button>
        </PostForm>
      ) : null}
      {mayApprove ? (
        <PostForm action={action} form={form}>
          <input type="hidden" name="kind" value="remove" />
          <Button classes="govuk-button--secondary" preventDoubleClick>
            Take away<span class="govuk-visually-hidden"> {formatDay(day.day)}</span>
          </Button>
        </PostForm>
      ) : null}
    </>
  )
}

function SayForm({ form }: Pick<CalendarDaysProps, 'form'>) {
  return (
    <PostForm action="/council/calendar-days" form={form} id="propose" draft>
      <h2 class="govuk-heading-m">Say what a day to come is</h2>
      <DateInput {...dated(form, 'on')} legend="Which day" hint="For example, 24 12 2026" />
      <Radios
        {...chosen(form, 'kind')}
        legend={{ text: 'What is it?' }}
        items={[
          {
            value: 'special-day',
            text: 'A special day',
            hint: 'It has prices of its own, and goes before a bank holiday',
          },
          { value: 'bank-holiday', text: 'A bank holiday here', hint: 'Though it is not one of the published ones' },
          {
            value: 'ordinary-day',
            text: 'An ordinary day',
            hint: 'Though it was a special day or is a published bank holiday',
          },
        ]}
      />
      <Input
        {...typed(form, 'name')}
        label="What it is called"
        hint="For example, Christmas Eve"
        classes="govuk-input--width-20"
      />
      <Button preventDoubleClick>Send to a second person</Button>
    </PostForm>
  )
}
