import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { cellsFrom, cellsToFix } from '../../../rules/file/visit-rows.ts'
import { visitCauseWords, visitMessageOf, whyUnplaced } from '../../../rules/file/visit-words.ts'
import { carerColumns, type VisitColumn } from '../../../rules/visit-columns.ts'
import type { Cause } from '../../../store/upload/rows.ts'
import type { Upload } from '../../../store/upload/uploads.ts'
import type { FileCarer, FileVisit, VisitFilter } from '../../../store/upload/visit-rows.ts'
import { counted } from '../../shared/upload-words.ts'
import { OldAndNew, RowsFrame } from './frame.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly upload: Upload
  readonly filter: VisitFilter
  readonly visits: readonly FileVisit[]
  readonly carers: readonly FileCarer[]
  readonly hasMore: boolean
  readonly causes: readonly Cause[]
  readonly mayRecord: boolean
}

const shows = [
  ['refused', 'Need fixing'],
  ['warned', 'Please confirm'],
  ['new', 'New'],
  ['changed', 'Changed'],
  ['waiting', 'On no care package'],
  ['all', 'All rows'],
] as const

export function UploadVisitsPage(props: Props) {
  const { view, form, upload, filter, visits, carers, hasMore } = props
  const own = upload.kind === 'carers' ? shows.filter(([show]) => show !== 'warned' && show !== 'waiting') : shows
  const last = hasMore ? (visits.at(-1)?.line ?? carers.at(-1)?.line) : undefined
  return (
    <RowsFrame {...{ view, form, upload, filter, last }} shows={own} causeWords={visitCauseWords}>
      <Remedies {...props} />
      <div id="rows" tabIndex={-1}>
        <Rows {...props} />
      </div>
    </RowsFrame>
  )
}

function isOpen({ upload, filter, mayRecord }: Props): boolean {
  const open = upload.state === 'checked' || upload.state === 'saved'
  return filter.show === 'refused' && mayRecord && open
}

/** What can be done to every row with one cause at once. */
function Remedies(props: Props) {
  const { form, upload, filter, causes } = props
  const count = causes.find(({ code }) => code === filter.code)?.rows ?? 0
  if (!isOpen(props) || filter.code === undefined || count === 0) return null
  const all = count === 1 ? 'this row' : `all ${count.toLocaleString('en-GB')} rows`
  return (
    <PostForm action={`/provider/actuals/uploads/${upload.id}/visit-remedies?code=${filter.code}`} form={form}>
      <h2 class="govuk-heading-m">Apply to all {counted(count, 'row')} with this cause</h2>
      <input type="hidden" name="code" value={filter.code} />
      {filter.code === 'R43' ? (
        <Input id="text" name="text" label="Exception code for all of them" value="" classes="govuk-input--width-10" />
      ) : null}
      <div class="govuk-button-group">
        <Button name="remedy" value="again" preventDoubleClick>
          {filter.code === 'R43' ? `Use it for ${all}` : `Check ${all} again`}
        </Button>
        <Button name="remedy" value="drop" classes="govuk-button--secondary" preventDoubleClick>
          Leave {all} out
        </Button>
      </div>
    </PostForm>
  )
}

function Rows(props: Props) {
  const { form, upload, visits, carers, filter } = props
  const editing = isOpen(props) && visits.length + carers.length > 0
  const table =
    upload.kind === 'carers' ? <Carers {...props} editing={editing} /> : <VisitTable {...props} editing={editing} />
  if (!editing) return table
  const query = filter.code === undefined ? '' : `?show=refused&code=${filter.code}`
  return (
    <PostForm action={`/provider/actuals/uploads/${upload.id}/visit-rows${query}`} form={form}>
      {table}
      <Button preventDoubleClick>Check these rows again</Button>
    </PostForm>
  )
}

function VisitTable({ visits, filter, editing }: Props & { readonly editing: boolean }) {
  return (
    <ResponsiveTable
      caption="Rows as the spreadsheet numbers them"
      captionHidden
      classes="portal-dense"
      columns={[
        { heading: 'Row', nowrap: true },
        { heading: 'Visit' },
        { heading: 'Person' },
        { heading: 'Day', nowrap: true },
        { heading: 'Start', nowrap: true },
        { heading: 'Claimed', numeric: true },
        { heading: 'Logged', numeric: true },
        { heading: 'Paid', numeric: true },
        { heading: 'Carer' },
        { heading: 'Package' },
        { heading: 'What becomes of it' },
        ...(editing ? [{ heading: 'Put right' }] : []),
      ]}
      rows={visits.map((visit) => [...cellsOf(visit, filter.show), ...(editing ? [<VisitBoxes visit={visit} />] : [])])}
      empty="There are no such rows."
    />
  )
}

function cellsOf(visit: FileVisit, show: VisitFilter['show']) {
  const { was } = visit
  return [
    visit.line,
    visit.reference,
    visit.clientRef,
    <Old was={was?.day} now={visit.day ?? ''} show={show} />,
    <Old was={was?.claimedAt} now={visit.claimedAt ?? ''} show={show} />,
    <Old was={minutesOf(was?.claimedMinutes)} now={minutesOf(visit.claimedMinutes)} show={show} />,
    <Old was={minutesOf(was?.logged)} now={minutesOf(visit.logged)} show={show} />,
    <Old was={minutesOf(was?.paid)} now={minutesOf(visit.paid)} show={show} />,
    <Old was={was?.carerRef} now={visit.carerRef} show={show} />,
    visit.packageRef ?? '',
    outcomeWords(visit),
  ]
}

function minutesOf(minutes: number | null | undefined): string {
  return minutes === null || minutes === undefined ? '' : `${String(minutes)} min`
}

type Shown = { readonly was: string | undefined; readonly now: string; readonly show: VisitFilter['show'] }

function Old({ was, now, show }: Shown) {
  if (show !== 'changed' || was === undefined || was === now) return <>{now}</>
  return <OldAndNew was={was} now={now} />
}

function outcomeWords({ outcome, codes, warnings, why, heldCode }: FileVisit): string {
  if (codes !== null) return codes.map((code) => visitMessageOf(code)).join('. ')
  if (warnings !== null) return warnings.map((code) => visitCauseWords(code).title).join('. ')
  const words = { same: 'Unchanged', new: 'New', changed: 'Changed', refused: '', dropped: 'Left out' }[outcome]
  if (why === null) return words
  return `${words}. ${whyUnplaced(why)}: kept and not paid (${heldCode ?? 'R44'})`
}

/** A box for each cell that may be wrong, as it was typed. */
function VisitBoxes({ visit }: { readonly visit: FileVisit }) {
  const wrong = [...new Set((visit.codes ?? []).flatMap(cellsToFix))]
  const typed = visit.said === null ? (column: VisitColumn) => understood(visit, column) : cellsFrom(visit.said)
  return <Boxes line={visit.line} columns={wrong} wrong={wrong} typed={typed} />
}

/** A carer is four cells: all of them, because the one that is wrong may be right for another reference. */
function CarerBoxes({ carer }: { readonly carer: FileCarer }) {
  const { line, reference, name, startsOn, endsOn, codes } = carer
  const typed = cellsFrom(carer.said ?? [reference, name, startsOn ?? '', endsOn ?? ''], carerColumns)
  const wrong = carerColumns.filter((column) =>
    (codes ?? []).some((code) => code.includes(`:${column}`) || (code.startsWith('R05') && column === 'carer_ref')),
  )
  return <Boxes line={line} columns={carerColumns} wrong={wrong} typed={typed} />
}

type BoxesProps<Column extends string> = {
  readonly line: number
  readonly columns: readonly Column[]
  readonly wrong: readonly Column[]
  readonly typed: (column: Column) => string
}

function Boxes<Column extends string>({ line, columns, wrong, typed }: BoxesProps<Column>) {
  return (
    <>
      {columns.map((column) => {
        const id = `v${String(line)}-${column}`
        return (
          <div class="govuk-form-group">
            <label class="govuk-label" for={id}>
              {column}
              <span class="govuk-visually-hidden">, row {line}</span>
            </label>
            <input
              class={`govuk-input govuk-input--width-10 ${wrong.includes(column) ? 'govuk-input--error' : ''}`}
              id={id}
              name={id}
              type="text"
              value={typed(column)}
              autocomplete="off"
            />
          </div>
        )
      })}
    </>
  )
}

function understood(visit: FileVisit, column: VisitColumn): string {
  const known: Partial<Record<VisitColumn, string>> = {
    visit_ref: visit.reference,
    client_ref: visit.clientRef,
    visit_date: visit.day ?? '',
    carer_ref: visit.carerRef,
    actual_start: visit.startsAt ?? '',
    actual_end: visit.endsAt ?? '',
    cpli_id: visit.cpliRef,
  }
  return known[column] ?? ''
}

function Carers({ carers, editing }: Props & { readonly editing: boolean }) {
  return (
    <ResponsiveTable
      caption="Rows as the spreadsheet numbers them"
      captionHidden
      columns={[
        { heading: 'Row', nowrap: true },
        { heading: 'Reference' },
        { heading: 'Name' },
        { heading: 'From', nowrap: true },
        { heading: 'Until', nowrap: true },
        { heading: 'What becomes of it' },
        ...(editing ? [{ heading: 'Put right' }] : []),
      ]}
      rows={carers.map((carer) => [
        carer.line,
        carer.reference,
        carer.name,
        carer.startsOn ?? '',
        carer.endsOn ?? '',
        carer.codes === null
          ? { same: 'Unchanged', new: 'New', changed: 'Changed', refused: '', dropped: 'Left out' }[carer.outcome]
          : carer.codes.map((code) => visitMessageOf(code)).join('. '),
        ...(editing ? [<CarerBoxes carer={carer} />] : []),
      ])}
      empty="There are no such rows."
    />
  )
}
