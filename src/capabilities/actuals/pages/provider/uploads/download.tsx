import { formatDays } from '../../../../../core/format.ts'
import { errorFor, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import type { DownloadChoices } from '../../../store/upload/template-rows.ts'

type Props = {
  readonly choices: DownloadChoices
  readonly form: FormView
  /** The services that were ticked. */
  readonly ticked: readonly string[]
}

/** A form that only asks: the answer is the file. */
export function Download({ choices: { periods, services }, form, ticked }: Props) {
  const isTyped = Object.keys(form.values).some((name) => /^(from|to)-/.test(name))
  return (
    <form method="get" action="/provider/actuals/uploads/template">
      <h2 class="govuk-heading-m">Download</h2>
      {periods.length === 0 ? null : (
        <Select
          id="period"
          name="period"
          label="Period"
          value={form.values['period'] ?? ''}
          items={periods.map(({ startsOn, endsOn, name }) => ({
            value: `${startsOn}_${endsOn}`,
            text: `${name}, ${formatDays({ from: startsOn, until: endsOn })}`,
          }))}
        />
      )}
      <Details summary="Other dates" open={isTyped || periods.length === 0}>
        <p class="govuk-body">
          Every week that begins in these days, up to a year.{' '}
          {periods.length === 0 ? '' : 'Where you fill them in, they count and not the period.'}
        </p>
        {(['from', 'to'] as const).map((prefix) => (
          <DateInput
            id={prefix}
            namePrefix={prefix}
            values={form.values}
            legend={prefix === 'from' ? 'First day' : 'Last day'}
            hint={prefix === 'from' ? 'For example, 31 3 2026' : undefined}
            errorMessage={errorFor(form, `${prefix}-day`)}
          />
        ))}
      </Details>
      <Services {...{ services, ticked }} />
      <Radios
        name="format"
        idPrefix="format"
        value={form.values['format'] ?? 'xlsx'}
        classes="govuk-radios--inline govuk-radios--small"
        legend="Format"
        items={[
          { value: 'xlsx', text: 'Excel workbook' },
          { value: 'csv', text: 'CSV' },
        ]}
      />
      <Button classes="govuk-button--secondary">Download</Button>
    </form>
  )
}

function Services({ services, ticked }: Pick<Props, 'ticked'> & Pick<DownloadChoices, 'services'>) {
  if (services.length < 2) return null
  return (
    <Details summary="Only some services" open={ticked.length > 0}>
      <Checkboxes
        name="service"
        idPrefix="service"
        classes="govuk-checkboxes--small"
        legend="Services"
        hint="None ticked means all of them"
        values={ticked}
        items={services.map(({ id, name }) => ({ value: id, text: name }))}
      />
    </Details>
  )
}
