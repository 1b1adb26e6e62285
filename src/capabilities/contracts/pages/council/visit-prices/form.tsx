import { chosen, dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { BAND_DAYS } from '../../../../../core/visit-prices.ts'
import { BAND_DAY_WORDS } from '../../../rules/visit-price-words.ts'
import { BAND_ROWS, EVERY_DAY, FIXED_ROWS } from './typed.ts'

interface FormProps {
  readonly rateLineId: string
  readonly form: FormView
}

const hidden = (text: string) => ({ text, classes: 'govuk-visually-hidden' })

export function SayForm({ rateLineId, form }: FormProps) {
  return (
    <PostForm action={`/council/prices/${rateLineId}/visits/changes`} form={form} id="propose" draft>
      <h2 class="govuk-heading-m">Say prices of visits</h2>
      <p class="govuk-body">
        They take the place of what holds on their first day. Rows that you leave empty say nothing. All time that no
        price here is for is paid by the hour.
      </p>
      <ResponsiveTable
        caption="For a length"
        empty=""
        columns={[{ heading: 'Minutes of the visit' }, { heading: 'Price of the visit, in pounds' }]}
        rows={FIXED_ROWS.map((row) => {
          const name = `fixed-${String(row)}`
          return [
            <Input
              {...typed(form, `${name}-minutes`)}
              label={hidden(`Minutes of length ${String(row)}`)}
              inputmode="numeric"
              classes="govuk-input--width-4"
            />,
            <Input
              {...typed(form, `${name}-price`)}
              label={hidden(`Price of length ${String(row)}, in pounds`)}
              inputmode="decimal"
              classes="govuk-input--width-5"
            />,
          ]
        })}
      />
      <Times form={form} />
      <Radios
        {...chosen(form, 'split')}
        legend={{ text: 'How is a visit paid that goes over the edge of a time, or over midnight?' }}
        items={[
          {
            value: 'parts',
            text: 'Part by part',
            hint: 'Half an hour before 18:00 at one price, half an hour after it at the other',
          },
          { value: 'start', text: 'As a whole, by the time at which it starts' },
        ]}
      />
      <DateInput
        {...dated(form, 'from')}
        legend="From which day"
        hint="They hold until the next ones that are known already. For example, 1 4 2026"
      />
      <Textarea {...typed(form, 'reason')} label="Why they change" hint="The second person reads this" rows={3} />
      <Button preventDoubleClick>Send to a second person</Button>
    </PostForm>
  )
}

const dayItems = [
  { value: '', text: 'No days' },
  { value: EVERY_DAY, text: 'Every day' },
  ...BAND_DAYS.map((day) => ({ value: day, text: BAND_DAY_WORDS[day] })),
]

function Times({ form }: Pick<FormProps, 'form'>) {
  return (
    <>
      <ResponsiveTable
        caption="For a time of day, by the hour"
        empty=""
        columns={[
          { heading: 'Days' },
          { heading: 'From' },
          { heading: 'To' },
          { heading: 'Price of an hour, in pounds' },
        ]}
        rows={BAND_ROWS.map((row) => {
          const [name, title] = [`band-${String(row)}`, `time ${String(row)}`]
          const days = typed(form, `${name}-days`)
          const known = dayItems.some(({ value }) => value === days.value)
          return [
            <Select
              {...days}
              label={hidden(`Days of ${title}`)}
              items={known ? dayItems : [...dayItems, { value: days.value, text: 'Days as they are now' }]}
            />,
            <Input
              {...typed(form, `${name}-from`)}
              label={hidden(`When ${title} begins`)}
              classes="govuk-input--width-4"
            />,
            <Input
              {...typed(form, `${name}-to`)}
              label={hidden(`When ${title} ends`)}
              classes="govuk-input--width-4"
            />,
            <Input
              {...typed(form, `${name}-price`)}
              label={hidden(`Price of an hour of ${title}, in pounds`)}
              inputmode="decimal"
              classes="govuk-input--width-5"
            />,
          ]
        })}
      />
      <p class="govuk-hint">
        Times are like 18:00; the end of a day is 24:00. 22:00 to 06:00 goes over midnight: it holds at both ends of its
        days. Bank holidays and special days are those of the{' '}
        <a class="govuk-link" href="/council/calendar-days">
          council’s calendar
        </a>
        .
      </p>
    </>
  )
}

export function EndForm({ rateLineId, form }: FormProps) {
  return (
    <PostForm action={`/council/prices/${rateLineId}/visits/end`} form={form} id="end-them" draft>
      <h2 class="govuk-heading-m">Or end them</h2>
      <DateInput
        {...dated(form, 'end')}
        legend="First day without prices of visits"
        hint="From then on visits are paid by the hour. For example, 1 4 2026"
      />
      <Textarea {...typed(form, 'endReason')} label="Why they end" hint="The second person reads this" rows={3} />
      <Button classes="govuk-button--secondary" preventDoubleClick>
        Send to a second person
      </Button>
    </PostForm>
  )
}
