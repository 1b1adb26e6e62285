import { formatDay } from '../../../../../core/format.ts'
import { chosen, dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Sample } from '../../../store/samples.ts'
import { formatMoment } from '../../shared/words.ts'
import { ActualsViews } from '../views.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly samples: readonly Sample[]
  readonly next: string | undefined
  readonly providers: readonly { readonly id: string; readonly name: string }[]
  readonly mayDecide: boolean
}

export function SamplesPage({ view, form, samples, next, providers, mayDecide }: Props) {
  return (
    <Page heading="Samples" errors={form.errors} view={view} wide>
      <ActualsViews current="samples" />
      <p class="govuk-body">
        Confirmed weeks drawn by lot, to be compared with what providers can show: rosters, notes, call monitoring. The
        same seed over the same weeks draws the same ones, so that an auditor can draw again.
      </p>
      <ResponsiveTable
        caption="Samples drawn"
        captionHidden
        classes="portal-dense"
        columns={[
          { heading: 'Seed' },
          { heading: 'Provider' },
          { heading: 'Weeks that begin' },
          { heading: 'Drawn', numeric: true },
          { heading: 'Of', numeric: true },
          { heading: 'Checked', numeric: true },
          { heading: 'Wrong', numeric: true },
          { heading: 'Who' },
        ]}
        rows={samples.map((sample) => [
          <a class="govuk-link" href={`/council/actuals/samples/${sample.id}`}>
            {sample.seed}
          </a>,
          sample.providerName ?? 'Every provider',
          `${formatDay(sample.firstWeek)} to ${formatDay(sample.lastWeek)}`,
          sample.drawn,
          sample.population,
          sample.right + sample.wrong + sample.noEvidence,
          sample.wrong,
          `${sample.madeName}, ${formatMoment(sample.madeAt)}`,
        ])}
        empty="No sample has been drawn yet."
      />
      {next === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/council/actuals/samples?after=${next}`}>
            Older samples
          </a>
        </p>
      )}
      {mayDecide ? <DrawForm form={form} providers={providers} /> : null}
    </Page>
  )
}

function DrawForm({ form, providers }: Pick<Props, 'form' | 'providers'>) {
  return (
    <PostForm action="/council/actuals/samples" form={form} id="draw" draft>
      <h2 class="govuk-heading-m">Draw a sample</h2>
      <Select
        {...typed(form, 'provider')}
        label="Provider"
        items={[{ value: '', text: 'Every provider' }, ...providers.map(({ id, name }) => ({ value: id, text: name }))]}
      />
      <DateInput {...dated(form, 'first')} legend="First week" hint="Any day of it. For example, 31 3 2025" />
      <DateInput {...dated(form, 'last')} legend="Last week" hint="Any day of it" />
      <Radios
        {...chosen(form, 'way')}
        legend={{ text: 'How many', classes: 'govuk-fieldset__legend--s' }}
        classes="govuk-radios--inline"
        items={[
          { value: 'percent', text: 'A percentage of the weeks' },
          { value: 'count', text: 'A number of weeks' },
        ]}
      />
      <Input
        {...typed(form, 'wanted')}
        label="Percentage or number"
        classes="govuk-input--width-4"
        inputmode="numeric"
      />
      <Input
        {...typed(form, 'seed')}
        label="Seed"
        hint="Any words or figures that nobody could choose for their result, for example the date of the audit"
        classes="govuk-input--width-20"
      />
      <Button preventDoubleClick>Draw</Button>
    </PostForm>
  )
}
