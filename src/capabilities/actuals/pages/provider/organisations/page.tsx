import { compareDays } from '../../../../../core/dates.ts'
import type { LocalDate } from '../../../../../core/dates.ts'
import { formatShortDay } from '../../../../../core/format.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { weeksToRecord, type ServiceWeekCount } from '../../../rules/progress.ts'
import type { Workplace } from '../../shared/later.ts'
import { PeriodBars } from '../../shared/period-bars.tsx'
import { WeekCell } from '../../shared/week-cell.tsx'
import { formatMoment } from '../../shared/words.ts'

export type OrganisationWeeks = {
  readonly place: Workplace
  readonly weeks: readonly ServiceWeekCount[]
  /** Where whoever looks works now. */
  readonly isHere: boolean
}

interface Props {
  readonly view: ViewContext
  readonly form: FormView
  readonly organisations: readonly OrganisationWeeks[]
  readonly today: LocalDate
  readonly now: Date
}

/** What a parent of several organisations asks first: which of all my sites is not done? */
export function OrganisationsPage(props: Props) {
  const { view, organisations } = props
  return (
    <Page heading="All your organisations" view={view} backLink={{ href: '/provider/actuals', text: 'Actuals' }} wide>
      <p class="govuk-body">
        The weeks of every organisation for which you may see actuals, each with the councils it works for. To record a
        week of another organisation, go there first.
      </p>
      <Places {...props} />
      {organisations.length === 0 ? null : <Matrix {...props} />}
    </Page>
  )
}

function Places({ organisations, form, today, now }: Props) {
  return (
    <ResponsiveTable
      caption="What is left to confirm"
      classes="portal-dense"
      columns={[
        { heading: 'Organisation' },
        { heading: 'Council' },
        { heading: 'To confirm', numeric: true },
        { heading: 'Weeks late', numeric: true },
        { heading: 'Next deadline' },
        { heading: 'Where you work' },
      ]}
      rows={organisations.map(({ place, weeks, isHere }) => {
        const { packageWeeks, late, soonestDeadline } = weeksToRecord(weeks, { today, now })
        return [
          place.name,
          place.council,
          packageWeeks,
          late,
          soonestDeadline === null ? 'None' : formatMoment(soonestDeadline),
          isHere ? 'You are here' : <GoThere place={place} form={form} />,
        ]
      })}
      empty="You have no organisation for which you may see actuals, or its council’s policies wait for you to accept them."
    />
  )
}

function GoThere({ place, form }: { readonly place: Workplace; readonly form: FormView }) {
  const { membershipId, name, council } = place
  const key = `${form.idempotencyKey}-${membershipId}`
  return (
    <PostForm action="/places" form={{ csrf: form.csrf, idempotencyKey: key }}>
      <input type="hidden" name="place" value={membershipId} />
      <input type="hidden" name="return" value="/provider/actuals" />
      <Button classes="govuk-button--secondary govuk-!-margin-bottom-0" preventDoubleClick>
        Go there
        <span class="govuk-visually-hidden">
          : {name}, {council}
        </span>
      </Button>
    </PostForm>
  )
}

function Matrix({ organisations, today, now }: Props) {
  const starts = [...new Set(organisations.flatMap(({ weeks }) => weeks.map(({ weekStart }) => weekStart)))]
  const columns = starts.toSorted(compareDays)
  const rows = organisations.flatMap(({ place, weeks, isHere }) =>
    [...Map.groupBy(weeks, ({ serviceId }) => serviceId).values()].map((own) => [
      <>
        {own[0]?.serviceName}
        <div class="portal-sheet__second">
          {place.name}, {place.council}
        </div>
        <PeriodBars weeks={own} moment={{ today, now }} />
      </>,
      ...columns.map((start) => {
        const week = own.find(({ weekStart }) => weekStart === start)
        if (week === undefined) return 'No care'
        const href = isHere ? `/provider/actuals/${week.serviceId}/${week.weekStart}` : undefined
        return <WeekCell week={week} href={href} moment={{ today, now }} />
      }),
    ]),
  )
  return (
    <ResponsiveTable
      caption="Weeks of this period and the one before, by the day they begin"
      classes="portal-dense"
      columns={[{ heading: 'Service' }, ...columns.map((start) => ({ heading: formatShortDay(start) }))]}
      rows={rows}
      empty="None of your organisations has weeks to record yet."
    />
  )
}
