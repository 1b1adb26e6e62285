import { addDays } from '../../../../../core/dates.ts'
import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDays } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Reason } from '../../../store/reasons.ts'
import { asksWhyLate, LateReason } from '../../shared/late-reason.tsx'
import type { Line } from '../../shared/lines.ts'
import { sheetCells, sheetColumns, SheetStatus } from '../../shared/sheet-table.tsx'
import { ClosedRows, totalCells } from '../../shared/sheet-totals.tsx'
import { inTime } from '../../shared/time-left.ts'
import { formatMoment } from '../../shared/words.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly service: { readonly id: string; readonly name: string }
  readonly weekStart: LocalDate
  readonly today: LocalDate
  readonly now: Date
  readonly lines: readonly Line[]
  /** Where the page after this one starts. */
  readonly next: string | undefined
  readonly after: string | undefined
  readonly mayRecord: boolean
  readonly mayVary: boolean
  readonly reasons: readonly Reason[]
}

export function ServiceWeekPage(props: Props) {
  const { view, form, service, weekStart, now, lines, after, mayRecord, mayVary, reasons } = props
  const address = `/provider/actuals/${service.id}/${weekStart}`
  const canConfirm = mayRecord && lines.some(({ shut }) => shut === undefined)
  const mode = { selectable: true, editable: mayRecord, repeats: true, reasons, mayVary }
  const rows = lines.map((line) => sheetCells(line, form, mode))
  return (
    <Page
      heading={`Week of ${formatDays(weekOf(weekStart))}`}
      caption={service.name}
      errors={form.errors}
      view={view}
      backLink={{ href: '/provider/actuals', text: 'All weeks' }}
      wide
    >
      <Deadline lines={lines} now={now} />
      <ClosedRows lines={lines} />
      {canConfirm ? <ConfirmAll address={address} /> : null}
      <ColumnHelp hasReasons={reasons.length > 0} />
      <PostForm action={after === undefined ? address : `${address}?after=${after}`} form={form} id="sheet" draft>
        {canConfirm ? <EnterSaves /> : null}
        <ResponsiveTable
          caption="Care in this week"
          captionHidden
          classes="portal-sheet"
          columns={sheetColumns}
          rows={rows}
          total={lines.length === 0 ? undefined : totalCells(lines, mayRecord)}
          empty="No care is planned for this service in this week. New packages appear here from their first week."
        />
        {canConfirm && asksWhyLate(lines, now) ? <LateReason form={form} /> : null}
        {canConfirm ? <Acts address={address} /> : null}
      </PostForm>
      <Weeks {...props} />
    </Page>
  )
}

function Deadline({ lines, now }: Pick<Props, 'lines' | 'now'>) {
  const submitBy = lines.find(({ row }) => row.submitBy !== null && !row.isBackdated)?.row.submitBy
  const own = lines.find(({ row }) => row.submitBy !== null && row.isBackdated)?.row.submitBy
  if ((submitBy ?? own ?? null) === null) return null
  return (
    <InsetText>
      {submitBy === undefined || submitBy === null ? null : <PeriodDeadline submitBy={submitBy} now={now} />}{' '}
      {own === undefined || own === null ? null : (
        <>
          Care marked “Opened late” was agreed after the deadline of its week and has one of its own: confirm it by{' '}
          <strong>{formatMoment(own)}</strong> to be paid for it with the next payment.
        </>
      )}
    </InsetText>
  )
}

function PeriodDeadline({ submitBy, now }: { readonly submitBy: Date; readonly now: Date }) {
  const moment = <strong>{formatMoment(submitBy)}</strong>
  if (submitBy < now)
    return (
      <>
        The deadline of this week was {moment}. Care confirmed now is paid in a later period, with the reason you give.
      </>
    )
  return (
    <>
      Confirm this week by {moment}, {inTime(submitBy, now)}, to be paid for it in its period. You can change what you
      have confirmed until then. Care confirmed later is paid in a later period.
    </>
  )
}

/** The first button of a form is the one that Enter presses: that must never fill a row or confirm. */
function EnterSaves() {
  return (
    <button type="submit" name="act" value="draft" class="govuk-visually-hidden" tabIndex={-1} aria-hidden="true">
      Save draft
    </button>
  )
}

function ColumnHelp({ hasReasons }: { readonly hasReasons: boolean }) {
  return (
    <Details summary="What the columns mean">
      <ul class="govuk-list govuk-list--bullet">
        <li>Actual: what was delivered, which is planned less frustrated and missed, plus extra</li>
        <li>Pl. (planned): what the package plans for this week</li>
        <li>Frustd. (frustrated): planned, but missed by the person: not in, refused, in hospital</li>
        <li>Msd. (missed): planned, but missed by you</li>
        <li>Xtr. (extra): delivered on top of the plan</li>
        <li>Vst. (visits): how many visits were made</li>
        <li>
          {hasReasons
            ? 'Comments: a reason from the list is needed whenever anything was frustrated, missed or extra. Say more in words beyond the exception level, or when no reason fits'
            : 'Comments: needed whenever anything was frustrated, missed or extra'}
        </li>
      </ul>
      <p class="govuk-body">
        “As last week” fills a row with what was recorded for the person in the week before. “Reason as above” takes the
        reason and comment of the nearest row above that has one. Both save a draft.
      </p>
      <p class="govuk-body">Hours can be typed as 1.75, 1:45 or 1h45.</p>
      <p class="govuk-body">
        With a keyboard: the arrow keys and Enter go from box to box, Ctrl and D together take the value of the box
        above. Each box is saved as a draft when you leave it.
      </p>
    </Details>
  )
}

/** A link, because it leads to a page that asks first. */
function ConfirmAll({ address }: { readonly address: string }) {
  return (
    <p class="govuk-body portal-quick">
      <a class="govuk-button govuk-button--secondary" href={`${address}/confirmation`}>
        Confirm all as planned
      </a>{' '}
      <a class="govuk-button govuk-button--secondary" href={`${address}/review`}>
        Review and confirm
      </a>{' '}
      <span>Did everything go as planned? One step confirms every row that has no record yet.</span>
    </p>
  )
}

/** Saving comes first, so that pressing Enter in a box never confirms. */
function Acts({ address }: { readonly address: string }) {
  return (
    <>
      <SheetStatus week={address} />
      <div class="govuk-button-group">
        <Button name="act" value="draft" classes="govuk-button--secondary" preventDoubleClick>
          Save draft
        </Button>
        <Button name="act" value="confirm-selected" classes="govuk-button--secondary" preventDoubleClick>
          Confirm selected
        </Button>
        <Button name="act" value="confirm" preventDoubleClick>
          Confirm
        </Button>
        <Button name="act" value="undo-selected" classes="govuk-button--secondary" preventDoubleClick>
          Take selected back to draft
        </Button>
      </div>
    </>
  )
}

function Weeks({ service, weekStart, today, next }: Props) {
  const week = (start: LocalDate) => ({
    href: `/provider/actuals/${service.id}/${start}`,
    labelText: formatDays(weekOf(start)),
  })
  const later = addDays(weekStart, 7)
  return (
    <>
      {next === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/provider/actuals/${service.id}/${weekStart}?after=${next}`}>
            More packages in this week
          </a>
        </p>
      )}
      <Pagination
        landmarkLabel="Weeks"
        previous={{ ...week(addDays(weekStart, -7)), text: 'Previous week' }}
        next={later > today ? undefined : { ...week(later), text: 'Next week' }}
      />
    </>
  )
}
