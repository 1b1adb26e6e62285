import { formatDays } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { lateWords } from '../../../rules/late.ts'
import type { WeekSaidLate } from '../../../store/late.ts'
import type { Reason } from '../../../store/reasons.ts'
import type { VisitLine } from '../../../store/visits-week.ts'
import type { WeekVersion } from '../../../store/weeks.ts'
import { asksWhyLate, LateReason } from '../../shared/late-reason.tsx'
import type { Line } from '../../shared/lines.ts'
import { LoggedVisits } from '../../shared/logged-visits.tsx'
import { sheetCells, sheetColumns, SheetStatus } from '../../shared/sheet-table.tsx'
import { ClosedRows } from '../../shared/sheet-totals.tsx'
import { WeekHistory } from '../../shared/week-history.tsx'
import { formatMoment } from '../../shared/words.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly service: { readonly id: string; readonly name: string }
  readonly line: Line
  readonly versions: readonly WeekVersion[]
  /** As call monitoring logged them. */
  readonly visits: readonly VisitLine[]
  /** Why it was first confirmed after its last moment. */
  readonly late: WeekSaidLate | undefined
  readonly now: Date
  readonly mayRecord: boolean
  readonly mayVary: boolean
  readonly reasons: readonly Reason[]
  /** The week is closed, and somebody changes it all the same. */
  readonly amending: boolean
}

export function PackageWeekPage(props: Props) {
  const { view, form, service, line, versions, visits, mayRecord, mayVary, reasons, amending } = props
  const { row } = line
  const week = `/provider/actuals/${service.id}/${row.weekStart}`
  return (
    <Page
      heading={row.personName}
      caption={`${service.name}, ${formatDays(weekOf(row.weekStart))}`}
      errors={form.errors}
      view={view}
      backLink={{ href: week, text: 'Back to the week' }}
      wide
    >
      <ClosedRows lines={[line]} />
      <SaidLate late={props.late} />
      <PostForm action={`${week}/${row.packageId}`} form={form} id="sheet" draft>
        <ResponsiveTable
          caption="Care in this week"
          captionHidden
          classes="portal-sheet"
          columns={sheetColumns}
          rows={[sheetCells(line, form, { selectable: false, editable: mayRecord, amending, reasons, mayVary })]}
        />
        {mayRecord && !amending && asksWhyLate([line], props.now) ? <LateReason form={form} /> : null}
        <Acts {...props} week={week} />
      </PostForm>
      <WaysOn {...props} week={week} />
      <LoggedVisits
        visits={visits}
        row={row}
        empty="No visits of this week have been received. Send them under Actuals, Visits."
      />
      <WeekHistory versions={versions} reasons={reasons} />
    </Page>
  )
}

function SaidLate({ late }: Pick<Props, 'late'>) {
  if (late === undefined) return null
  return (
    <p class="govuk-body">
      Confirmed after its deadline, {formatMoment(late.dueAt)}. {lateWords(late)} ({late.saidName}).
    </p>
  )
}

type ActsProps = Pick<Props, 'line' | 'mayRecord' | 'amending'> & { readonly week: string }

function Acts({ line: { row, shut }, mayRecord, amending, week }: ActsProps) {
  if (!mayRecord) return null
  if (amending)
    return (
      <Button name="act" value="amend" preventDoubleClick>
        Send the amendment
      </Button>
    )
  if (shut !== undefined) return null
  return (
    <>
      <SheetStatus week={week} />
      <div class="govuk-button-group">
        <Button name="act" value="draft" classes="govuk-button--secondary" preventDoubleClick>
          Save draft
        </Button>
        <Button name="act" value="confirm" preventDoubleClick>
          Confirm
        </Button>
        {isConfirmed(row) ? (
          <Button name="act" value="undo" classes="govuk-button--secondary" preventDoubleClick>
            Take back to draft
          </Button>
        ) : null}
      </div>
    </>
  )
}

/** What else can be done about this week than to fill in its row. */
function WaysOn({ line: { row, shut }, mayRecord, amending, week }: ActsProps) {
  if (!mayRecord || amending) return null
  if (shut?.code === 'R10')
    return (
      <p class="govuk-body">
        Is it wrong?{' '}
        <a class="govuk-link" href={`${week}/${row.packageId}?amend=yes`}>
          Amend this week
        </a>
        . The difference is paid, or taken back, as a line of its own in the next payment.
      </p>
    )
  if (shut !== undefined) return null
  return (
    <p class="govuk-body">
      Away for longer?{' '}
      <a class="govuk-link" href={`/provider/actuals/absences/new?package=${row.packageId}`}>
        Record the absence once
      </a>{' '}
      for all the weeks that it touches. Not sure?{' '}
      <a class="govuk-link" href={`${week}/${row.packageId}/query`}>
        Ask the council and leave the line aside
      </a>
      .
    </p>
  )
}

function isConfirmed({ standing }: Line['row']): boolean {
  return standing !== undefined && standing.status !== 'draft'
}
