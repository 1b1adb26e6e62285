import { formatDay } from '../../../../../core/format.ts'
import { dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { MOST_WEEKS, type ActualsSettings } from '../../../rules/settings.ts'
import { PAID_ABSENCE, USUAL_BY_HAND, type ShownSetting } from '../../../store/upload/settings.ts'
import { ActualsViews } from '../views.tsx'

interface Props {
  readonly standing: ActualsSettings
  readonly history: readonly ShownSetting[]
  readonly mayDecide: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function ActualsSettingsPage(props: Props) {
  const { standing, history, mayDecide, form, view } = props
  return (
    <Page heading="Settings of actuals" errors={form.errors} view={view} wide>
      <ActualsViews current="settings" />
      {mayDecide ? <SettingsForm standing={standing} form={form} /> : <Shown standing={standing} />}
      <ResponsiveTable
        caption="What was set, by date"
        empty="Nothing has been set yet: the usual holds."
        columns={[
          { heading: 'Setting' },
          { heading: 'From' },
          { heading: 'Before' },
          { heading: 'Value', numeric: true },
        ]}
        rows={history.map(({ key, from, until, value }) => [
          key === PAID_ABSENCE ? 'Weeks in hospital that are paid' : 'Visits logged by hand',
          from === null ? 'The beginning' : formatDay(from),
          until === null ? 'No end is set' : formatDay(until),
          key === PAID_ABSENCE ? weeksText(value) : `${String(value)}%`,
        ])}
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/council/actuals/uploads">
          The share of rows above which a file is not saved
        </a>{' '}
        is set where files are listed.
      </p>
    </Page>
  )
}

function SettingsForm({ standing, form }: Pick<Props, 'standing' | 'form'>) {
  return (
    <PostForm action="/council/actuals/settings" form={form} draft>
      <input type="hidden" name="shownWeeks" value={textOf(standing.paidWeeks)} />
      <input type="hidden" name="shownPercent" value={textOf(standing.manualPercent)} />
      <Input
        {...typed(form, 'paidWeeks')}
        label="Weeks in hospital for which frustrated care is paid"
        hint={`From 1 to ${String(MOST_WEEKS)}. Weeks of a longer stay are held for the council (H02). Leave it empty for no limit`}
        suffix="weeks"
        inputmode="numeric"
        classes="govuk-input--width-3"
      />
      <Input
        {...typed(form, 'manualPercent')}
        label="Share of visits that may be logged by hand"
        hint={`From 0 to 100. Where a file has more, its sender is asked to confirm each of them (W04). Leave it empty for the usual ${String(USUAL_BY_HAND)}%`}
        suffix="%"
        inputmode="numeric"
        classes="govuk-input--width-3"
      />
      <DateInput
        {...dated(form, 'from')}
        legend="From which day"
        hint="Today or later. It takes the place of what was set for days after it. For example, 1 4 2026"
      />
      <Button preventDoubleClick>Save</Button>
    </PostForm>
  )
}

function Shown({ standing: { paidWeeks, manualPercent } }: Pick<Props, 'standing'>) {
  return (
    <SummaryList
      rows={[
        {
          key: 'Weeks in hospital for which frustrated care is paid',
          value: paidWeeks === undefined ? 'No limit' : weeksText(paidWeeks),
        },
        {
          key: 'Share of visits that may be logged by hand',
          value: `${String(manualPercent ?? USUAL_BY_HAND)}%`,
        },
      ]}
    />
  )
}

function weeksText(count: number): string {
  return count === 1 ? '1 week' : `${String(count)} weeks`
}
function textOf(setting: number | undefined): string {
  return setting === undefined ? '' : String(setting)
}
