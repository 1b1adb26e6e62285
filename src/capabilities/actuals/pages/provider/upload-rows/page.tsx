import type { VNode } from 'preact'
import { formatPounds } from '../../../../../core/format.ts'
import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { cellNames } from '../../../commands/upload/fix-rows.ts'
import { heldSentence } from '../../../rules/file/result-words.ts'
import { causeWords, markedColumns, messageOf } from '../../../rules/file/words.ts'
import type { Cause, FileRow, RowFilter } from '../../../store/upload/rows.ts'
import type { Upload } from '../../../store/upload/uploads.ts'
import { isLateWrong, textOfAmount, textsOf } from '../../shared/row-texts.ts'
import { OldAndNew, RowsFrame } from './frame.tsx'
import { LateBoxes } from './late-boxes.tsx'
import { RemedyForm } from './remedy.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly upload: Upload
  readonly filter: RowFilter
  readonly rows: readonly FileRow[]
  readonly hasMore: boolean
  readonly causes: readonly Cause[]
  readonly mayRecord: boolean
}

const shows = [
  ['refused', 'Need fixing'],
  ['warned', 'Please confirm'],
  ['new', 'New'],
  ['changed', 'Changed'],
  ['all', 'All rows'],
] as const

export function UploadRowsPage(props: Props) {
  const { view, form, upload, filter, rows, hasMore } = props
  const last = hasMore ? rows.at(-1)?.line : undefined
  return (
    <RowsFrame {...{ view, form, upload, filter, shows, causeWords, last }}>
      <Shown {...props} />
    </RowsFrame>
  )
}

function Shown(props: Props) {
  const { form, upload, filter, rows, causes, mayRecord } = props
  const open = upload.state === 'checked' || upload.state === 'saved'
  const editing = filter.show === 'refused' && mayRecord && open
  const count = causes.find(({ code }) => code === filter.code)?.rows ?? 0
  return (
    <>
      {editing && filter.code !== undefined ? (
        <RemedyForm form={form} uploadId={upload.id} code={filter.code} rows={count} />
      ) : null}
      <div id="rows" tabIndex={-1}>
        {editing && rows.length > 0 ? <FixForm {...props} /> : <Rows rows={rows} show={filter.show} />}
      </div>
    </>
  )
}

function Rows({ rows, show }: { readonly rows: readonly FileRow[]; readonly show: RowFilter['show'] }) {
  return (
    <ResponsiveTable
      caption="Rows as the spreadsheet numbers them"
      captionHidden
      classes="portal-dense"
      columns={[
        { heading: 'Row', nowrap: true },
        { heading: 'Person and package' },
        { heading: 'Week', nowrap: true },
        { heading: 'Planned', numeric: true },
        { heading: 'Actual', numeric: true },
        { heading: 'Frustrated', numeric: true },
        { heading: 'Missed', numeric: true },
        { heading: 'Extra', numeric: true },
        { heading: 'Comments' },
        { heading: 'Worth', numeric: true },
        { heading: 'What becomes of it' },
      ]}
      rows={rows.map((row) => [
        row.line,
        named(row),
        row.weekStart ?? '',
        textOfAmount(row.planned),
        <Amount was={row.was?.actual} now={row.actual ?? delivered(row)} show={show} />,
        <Amount was={row.was?.frustrated} now={row.frustrated} show={show} />,
        <Amount was={row.was?.missed} now={row.missed} show={show} />,
        <Amount was={row.was?.extra} now={row.extra} show={show} />,
        row.comment,
        row.amount === null ? '' : formatPounds(row.amount),
        outcomeWords(row),
      ])}
      empty="There are no such rows."
    />
  )
}

function delivered({ planned, frustrated, missed, extra }: FileRow): bigint | null {
  return planned === null ? null : planned - (frustrated ?? 0n) - (missed ?? 0n) + (extra ?? 0n)
}

type Amounts = { readonly was: bigint | undefined; readonly now: bigint | null; readonly show: RowFilter['show'] }

function Amount({ was, now, show }: Amounts) {
  const text = textOfAmount(now)
  if (show !== 'changed' || was === undefined || was === (now ?? 0n)) return <>{text}</>
  return <OldAndNew was={textOfAmount(was)} now={text === '' ? '0' : text} />
}

function outcomeWords(row: FileRow): string {
  const { outcome, codes, warnings, heldCode } = row
  if (codes !== null) return codes.map((code) => messageOf(code)).join('. ')
  if (warnings !== null) return warnings.map((code) => causeWords(code).title).join('. ')
  const words = {
    blank: 'Left empty',
    same: 'Unchanged',
    new: 'New',
    changed: isConfirmation(row) ? 'Confirms the draft' : 'Changed',
    refused: '',
    dropped: 'Left out',
  }[outcome]
  return heldCode === null ? words : `${words}. ${heldSentence(heldCode)}`
}

/** The figures are those that stand already: what changes is that they count. */
function isConfirmation({ was, frustrated, missed, extra, comment }: FileRow): boolean {
  if (was === null || was.comment !== comment) return false
  const pairs = [
    [was.frustrated, frustrated],
    [was.missed, missed],
    [was.extra, extra],
  ] as const
  return pairs.every(([old, now]) => old === (now ?? 0n))
}

/** One row of boxes for each refused row; only what is wrong stands out. */
function FixForm({ form, upload, rows, filter }: Props) {
  const query = filter.code === undefined ? '' : `?show=refused&code=${filter.code}`
  return (
    <PostForm action={`/provider/actuals/uploads/${upload.id}/rows${query}`} form={form}>
      <ResponsiveTable
        caption="Rows to put right"
        captionHidden
        classes="portal-dense"
        columns={[
          { heading: 'Row', nowrap: true },
          { heading: 'Person and package' },
          { heading: 'What is wrong' },
          { heading: 'Week start' },
          { heading: 'Planned', numeric: true },
          { heading: 'Actual' },
          { heading: 'Frustrated' },
          { heading: 'Missed' },
          { heading: 'Extra' },
          { heading: 'Visits' },
          { heading: 'Comments' },
        ]}
        rows={rows.map((row) => [
          row.line,
          <Whose row={row} box={boxOf(form, row)} />,
          (row.codes ?? []).map((code) => messageOf(code)).join('. '),
          ...boxes(form, row),
        ])}
      />
      <Button preventDoubleClick>Check these rows again</Button>
    </PostForm>
  )
}

type BoxOf = (name: string, column: string, label: string, text: string) => VNode

function boxOf(form: FormView, row: FileRow): BoxOf {
  const wrong = markedColumns(row.codes ?? [])
  return (name, column, label, text) => (
    <Box
      id={`r${String(row.line)}-${name}`}
      label={`${label}, row ${String(row.line)}`}
      text={text}
      wrong={wrong.has(column)}
      form={form}
      width={widths[name] ?? 'govuk-input--width-4'}
    />
  )
}

/** Which care package and whose: to be put right where one of them is not known, or is not the other's. */
function Whose({ row, box }: { readonly row: FileRow; readonly box: BoxOf }) {
  const { cpliRef, clientRef, codes, line } = row
  const isWrong = (codes ?? []).some((code) => /^R0[12]/.test(code))
  if (isWrong)
    return (
      <>
        {box('cpliRef', 'cpli_id', 'Care package', cpliRef)}
        {box('clientRef', 'client_ref', 'Person', clientRef)}
      </>
    )
  return (
    <>
      {named(row)}
      <input type="hidden" name={`r${String(line)}-cpliRef`} value={cpliRef} />
      <input type="hidden" name={`r${String(line)}-clientRef`} value={clientRef} />
    </>
  )
}

function boxes(form: FormView, row: FileRow) {
  const texts = textsOf(row)
  const box = boxOf(form, row)
  return [
    <>
      {box('weekStart', 'week_start', 'Week start', texts('weekStart'))}
      <input type="hidden" name={`r${String(row.line)}-was`} value={cellNames.map(texts).join('|')} />
    </>,
    textOfAmount(row.planned),
    box('actual', 'actual', 'Actual', texts('actual')),
    box('frustrated', 'frustrated', 'Frustrated', texts('frustrated')),
    box('missed', 'missed', 'Missed', texts('missed')),
    box('extra', 'extra', 'Extra', texts('extra')),
    box('visits', 'visits', 'Visits', texts('visits')),
    <>
      {box('comment', 'comment', 'Comments', texts('comment'))}
      {isLateWrong(row) ? <LateBoxes form={form} line={row.line} texts={texts} /> : null}
    </>,
  ]
}

type BoxProps = {
  readonly id: string
  readonly label: string
  readonly text: string
  readonly wrong: boolean
  readonly form: FormView
  readonly width: string
}

const widths: Readonly<Record<string, string>> = {
  weekStart: 'govuk-input--width-10',
  cpliRef: 'govuk-input--width-10',
  clientRef: 'govuk-input--width-10',
  comment: '',
}

function Box({ id, label, text, wrong, form, width }: BoxProps) {
  const error = errorFor(form, id)
  const marked = wrong || error !== undefined
  return (
    <>
      <label class="govuk-visually-hidden" for={id}>
        {label}
      </label>
      {error === undefined ? null : (
        <span class="govuk-error-message" id={`${id}-error`}>
          {error}
        </span>
      )}
      <input
        class={`govuk-input ${width} ${marked ? 'govuk-input--error' : ''}`}
        id={id}
        name={id}
        type="text"
        value={form.values[id] ?? text}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        autocomplete="off"
      />
    </>
  )
}

function named({ personName, cpliRef, clientRef }: FileRow): string {
  return `${personName ?? clientRef}, ${cpliRef}`
}
