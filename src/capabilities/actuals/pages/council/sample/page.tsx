import { formatDay, formatDays, formatQuantity } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { SampleResult } from '../../../rules/sample.ts'
import type { Sample, SampleWeek } from '../../../store/samples.ts'
import { formatMoment, inUnits } from '../../shared/words.ts'
import { WeekLink } from '../week-link.tsx'

export const resultWords: Readonly<Record<SampleResult, string>> = {
  right: 'As recorded',
  wrong: 'Not as recorded',
  'no-evidence': 'No evidence',
}

type Props = {
  readonly view: ViewContext
  readonly sample: Sample
  readonly weeks: readonly SampleWeek[]
  readonly mayDecide: boolean
}

export function SamplePage({ view, sample, weeks, mayDecide }: Props) {
  const { drawn, right, wrong, noEvidence } = sample
  return (
    <Page
      heading={`Sample ${sample.seed}`}
      caption={sample.providerName ?? 'Every provider'}
      view={view}
      backLink={{ href: '/council/actuals/samples', text: 'Samples' }}
      wide
    >
      <SummaryList
        rows={[
          { key: 'Weeks that begin', value: `${formatDay(sample.firstWeek)} to ${formatDay(sample.lastWeek)}` },
          {
            key: 'Drawn',
            value: `${String(drawn)} of ${String(sample.population)} confirmed weeks, ${askedFor(sample)}`,
          },
          { key: 'By', value: `${sample.madeName}, ${formatMoment(sample.madeAt)}` },
          { key: 'Checked', value: `${String(right + wrong + noEvidence)} of ${String(drawn)}` },
          { key: 'As recorded', value: String(right) },
          { key: 'Not as recorded', value: shareOf(wrong, right + wrong + noEvidence) },
          { key: 'No evidence', value: shareOf(noEvidence, right + wrong + noEvidence) },
        ]}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`/council/actuals/samples/${sample.id}/report.csv`} download>
          Download the report (CSV)
        </a>
      </p>
      <ResponsiveTable
        caption="The weeks, in the order in which they were drawn"
        classes="portal-dense"
        columns={[
          { heading: 'No.', numeric: true },
          { heading: 'Person' },
          { heading: 'Provider and service' },
          { heading: 'Week' },
          { heading: 'Planned', numeric: true },
          { heading: 'Actual', numeric: true },
          { heading: 'Result' },
          { heading: 'Act' },
        ]}
        rows={weeks.map((week) => cellsOf(week, { sample, mayDecide }))}
      />
    </Page>
  )
}

function cellsOf(week: SampleWeek, { sample, mayDecide }: Pick<Props, 'sample' | 'mayDecide'>) {
  return [
    week.place,
    <WeekLink week={week} />,
    `${week.providerName}, ${week.serviceName}`,
    formatDays(weekOf(week.weekStart)),
    formatQuantity(week.planned),
    <>
      {inUnits(week.actual, week.unit)}
      {week.changed ? <div class="portal-sheet__second">Changed since it was drawn</div> : null}
    </>,
    <Result week={week} />,
    mayDecide ? (
      <a class="govuk-link" href={`/council/actuals/samples/${sample.id}/${String(week.place)}`}>
        {week.result === null ? 'Record a result' : 'Change it'}
        <span class="govuk-visually-hidden">, week {String(week.place)}</span>
      </a>
    ) : (
      ''
    ),
  ]
}

function Result({ week: { result, note, checkedName, checkedAt } }: { readonly week: SampleWeek }) {
  if (result === null || checkedAt === null) return <Tag colour="blue">To check</Tag>
  return (
    <>
      <Tag colour={result === 'right' ? 'green' : 'red'}>{resultWords[result]}</Tag>
      {note === '' ? null : <div>{note}</div>}
      <div class="portal-sheet__second">
        {checkedName}, {formatMoment(checkedAt)}
      </div>
    </>
  )
}

function askedFor({ way, wanted }: Sample): string {
  return way === 'percent' ? `${String(wanted)}% asked for` : `${String(wanted)} asked for`
}

function shareOf(count: number, checked: number): string {
  return checked === 0
    ? '0'
    : `${String(count)}, ${String(Math.round((count * 1000) / checked) / 10)}% of those checked`
}

type ResultProps = {
  readonly view: ViewContext
  readonly form: FormView
  readonly sampleId: string
  readonly week: SampleWeek
}

export function ResultPage({ view, form, sampleId, week }: ResultProps) {
  const sample = `/council/actuals/samples/${sampleId}`
  return (
    <Page
      heading="Record a result"
      caption={`${week.personName}, ${formatDays(weekOf(week.weekStart))}`}
      errors={form.errors}
      view={view}
      backLink={{ href: sample, text: 'Sample' }}
    >
      <SummaryList
        rows={[
          { key: 'Provider', value: `${week.providerName}, ${week.serviceName}` },
          { key: 'Planned', value: formatQuantity(week.planned) },
          { key: 'Actual', value: inUnits(week.actual, week.unit) },
        ]}
      />
      <p class="govuk-body">
        Visits, history and price: <WeekLink week={week} />
      </p>
      <PostForm action={`${sample}/${String(week.place)}`} form={form} draft>
        <input type="hidden" name="shownVersion" value={String(week.version)} />
        <Radios
          name="result"
          idPrefix="result"
          value={form.values['result'] ?? ''}
          errorMessage={form.errors.find(({ field }) => field === 'result')?.text}
          legend={{ text: 'What did the provider show?', classes: 'govuk-fieldset__legend--m' }}
          items={[
            { value: 'right', text: 'The care as it is recorded' },
            { value: 'wrong', text: 'Other care than is recorded' },
            { value: 'no-evidence', text: 'Nothing that shows the care' },
          ]}
        />
        <Textarea
          {...typed(form, 'note')}
          label="What you saw"
          hint="Needed unless it is as recorded. Return the week, or ask the provider to amend it, to put the money right"
          rows={4}
        />
        <Button preventDoubleClick>Save the result</Button>
      </PostForm>
    </Page>
  )
}
