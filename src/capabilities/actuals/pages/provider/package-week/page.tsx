import { formatDays, formatQuantity } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { VisitLine } from '../../../store/visits-week.ts'
import type { WeekVersion } from '../../../store/weeks.ts'
import type { Line } from '../../shared/lines.ts'
import { LoggedVisits } from './logged-visits.tsx'
import { sheetCells, sheetColumns, SheetStatus } from '../../shared/sheet-table.tsx'
import { ClosedRows } from '../../shared/sheet-totals.tsx'
import { formatMoment, sourceWords, wordsOfStatus } from '../../shared/words.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly service: { readonly id: string; readonly name: string }
  readonly line: Line
  readonly versions: readonly WeekVersion[]
  /** As call monitoring logged them. */
  readonly visits: readonly VisitLine[]
  readonly mayRecord: boolean
  /** The week is closed, and somebody changes it all the same. */
  readonly amending: boolean
}

export function PackageWeekPage({ view, form, service, line, versions, visits, mayRecord, amending }: Props) {
  const { row, shut } = line
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
      <PostForm action={`${week}/${row.packageId}`} form={form} id="sheet" draft>
        <ResponsiveTable
          caption="Care in this week"
          captionHidden
          classes="portal-sheet"
          columns={sheetColumns}
          rows={[sheetCells(line, form, { selectable: false, editable: mayRecord, amending })]}
        />
        {mayRecord && shut === undefined ? (
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
        ) : null}
        {mayRecord && amending ? (
          <Button name="act" value="amend" preventDoubleClick>
            Send the amendment
          </Button>
        ) : null}
      </PostForm>
      {mayRecord && !amending && shut?.code === 'R10' ? (
        <p class="govuk-body">
          Is it wrong?{' '}
          <a class="govuk-link" href={`${week}/${row.packageId}?amend=yes`}>
            Amend this week
          </a>
          . The difference is paid, or taken back, as a line of its own in the next payment.
        </p>
      ) : null}
      <LoggedVisits visits={visits} row={row} />
      <History versions={versions} />
    </Page>
  )
}

function isConfirmed({ standing }: Line['row']): boolean {
  return standing !== undefined && standing.status !== 'draft'
}

function History({ versions }: { readonly versions: readonly WeekVersion[] }) {
  const columns = [
    { heading: 'Version' },
    { heading: 'Who and when' },
    { heading: 'Status' },
    { heading: 'Planned', numeric: true },
    { heading: 'Frustrated', numeric: true },
    { heading: 'Missed', numeric: true },
    { heading: 'Extra', numeric: true },
    { heading: 'Actual', numeric: true },
    { heading: 'Visits', numeric: true },
    { heading: 'Comments' },
  ]
  return (
    <ResponsiveTable
      caption="History of this week"
      classes="portal-dense"
      columns={columns}
      rows={versions.map(
        ({ version, status, planned, actual, entry, recordedName, recordedAt, source, returnedReason }) => [
          String(version),
          `${recordedName === '' ? sourceWords(source) : recordedName}, ${formatMoment(recordedAt)}`,
          wordsOfStatus(status),
          formatQuantity(planned),
          formatQuantity(entry.frustrated),
          formatQuantity(entry.missed),
          formatQuantity(entry.extra),
          formatQuantity(actual),
          entry.visits ?? '',
          returnedReason === null ? entry.comment : `Returned: ${returnedReason}`,
        ],
      )}
      empty="Nothing has been recorded for this week yet."
    />
  )
}
