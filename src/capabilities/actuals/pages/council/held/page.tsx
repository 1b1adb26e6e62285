import { formatDays, formatQuantity } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { HeldWeek } from '../../../store/council.ts'
import { formatMoment, inUnits } from '../../shared/words.ts'
import { ActualsViews } from '../views.tsx'
import { WeekLink } from '../week-link.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly held: readonly HeldWeek[]
  readonly hasMore: boolean
  readonly mayAccept: boolean
}

const columns = [
  { heading: 'Person' },
  { heading: 'Provider and service' },
  { heading: 'Week' },
  { heading: 'Planned', numeric: true },
  { heading: 'Actual', numeric: true },
  { heading: 'Why it is held' },
  { heading: 'Comments' },
  { heading: 'Act' },
]

const reasons: Readonly<Record<HeldWeek['heldCode'], string>> = {
  H01: 'Over the exception level',
  H02: 'Absence policy used up',
  H03: 'Bank details missing',
  H04: 'Possible duplicate of another provider',
}

export function HeldWeeksPage({ view, form, held, hasMore, mayAccept }: Props) {
  const last = held.at(-1)
  return (
    <Page heading="Held weeks" errors={form.errors} view={view} wide>
      <ActualsViews current="held" />
      <p class="govuk-body">
        These weeks are confirmed by the provider but wait for the council. Nothing else waits with them. Accepting one
        lets it be paid in full with its period.
      </p>
      <div id="held-weeks" tabIndex={-1}>
        <ResponsiveTable
          caption="Weeks that wait for the council"
          captionHidden
          classes="portal-dense"
          columns={columns}
          rows={held.map((week) => [
            <WeekLink week={week} />,
            `${week.providerName}, ${week.serviceName}`,
            formatDays(weekOf(week.weekStart)),
            formatQuantity(week.planned),
            inUnits(week.actual, week.unit),
            `${reasons[week.heldCode]}, confirmed at ${formatMoment(week.confirmedAt)}`,
            week.comment,
            mayAccept ? <Decide week={week} form={form} /> : 'Brokerage or payments decides',
          ])}
          empty="No weeks are held. A week appears here when more was delivered than the exception level of its contract allows."
        />
      </div>
      {hasMore && last !== undefined ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/council/actuals/held?week=${last.weekStart}&after=${last.packageId}`}>
            More held weeks
          </a>
        </p>
      ) : null}
    </Page>
  )
}

/** Accepting is one press; giving back asks for the reason on a page of its own. */
function Decide({ week, form }: { readonly week: HeldWeek; readonly form: FormView }) {
  const { packageId, weekStart, personName } = week
  return (
    <>
      <Accept week={week} form={form} />
      <a class="govuk-link" href={`/council/actuals/${packageId}/${weekStart}/return`}>
        Return it
        <span class="govuk-visually-hidden">
          {' '}
          {personName}, {formatDays(weekOf(weekStart))}
        </span>
      </a>
    </>
  )
}

function Accept({ week, form }: { readonly week: HeldWeek; readonly form: FormView }) {
  const { packageId, weekStart, version, personName } = week
  return (
    <PostForm
      action={`/council/actuals/${packageId}/${weekStart}/acceptance`}
      form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-${packageId}` }}
    >
      <input type="hidden" name="shownVersion" value={String(version)} />
      <Button classes="govuk-button--secondary govuk-!-margin-bottom-0" preventDoubleClick>
        Accept
        <span class="govuk-visually-hidden">
          {' '}
          {personName}, {formatDays(weekOf(weekStart))}
        </span>
      </Button>
    </PostForm>
  )
}
