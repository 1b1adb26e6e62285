import type { ComponentChildren } from 'preact'
import { formatAgainstPlan, formatPounds, formatQuantity, formatRoom } from '../../../../core/format.ts'
import { quantity } from '../../../../core/money.ts'
import { errorFor, type FormView } from '../../../../platform/web/forms.tsx'
import { classNames } from '../../../../platform/web/govuk/common.ts'
import { Checkboxes } from '../../../../platform/web/govuk/checkboxes.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import type { SheetRow } from '../../rules/sheet-row.ts'
import { actualOf, needsComment } from '../../rules/week.ts'
import type { Reason } from '../../store/reasons.ts'
import { ceilingOf, isCounted } from './lines.ts'
import type { Line } from './lines.ts'
import { Explanation, Said } from './sheet-comment.tsx'
import { formatUnitCost, inUnits, statusWords } from './words.ts'

/** The columns that councils and providers know from their old portals, in their order. */
export const sheetColumns = [
  { heading: 'Person' },
  { heading: 'Actual' },
  { heading: 'Service level' },
  { heading: 'Pl.', label: 'Planned', numeric: true },
  { heading: 'Frustd.', label: 'Frustrated', numeric: true },
  { heading: 'Msd.', label: 'Missed', numeric: true },
  { heading: 'Xtr.', label: 'Extra', numeric: true },
  { heading: 'Vst.', label: 'Visits', numeric: true },
  { heading: 'Total cost', numeric: true },
  { heading: 'Comments' },
]

export type SheetMode = {
  readonly selectable: boolean
  readonly editable: boolean
  /** A week that is closed can be typed in too: it is amended. */
  readonly amending?: boolean
  /** Of the council's list, those that may explain the week; empty where it has none. */
  readonly reasons: readonly Reason[]
  /** The rows stand one above the other, so that one can be filled from another. */
  readonly repeats?: boolean
  /** Whoever looks may ask for another plan. */
  readonly mayVary?: boolean
}

export function sheetCells(line: Line, form: FormView, mode: SheetMode): readonly ComponentChildren[] {
  const { row, entry } = line
  const byVisits = mode.selectable && row.recording === 'timetabled'
  const open = !byVisits && isOpen(line, mode)
  const amount = (field: 'frustrated' | 'missed' | 'extra', name: string) =>
    open ? <Box form={form} line={line} field={field} name={name} /> : formatQuantity(entry[field])
  return [
    <>
      <Person line={line} form={form} open={open} selectable={open && mode.selectable} />
      {byVisits ? <VisitsLink row={row} /> : null}
    </>,
    <Actual line={line} />,
    row.serviceLevel,
    <Planned line={line} />,
    amount('frustrated', 'Frustrated'),
    amount('missed', 'Missed'),
    amount('extra', 'Extra'),
    open ? <Box form={form} line={line} field="visits" name="Visits" /> : (entry.visits ?? ''),
    <Cost line={line} />,
    open ? <Explanation form={form} line={line} mode={mode} /> : <Said line={line} mode={mode} />,
  ]
}

function isOpen({ shut }: Line, { editable, amending = false }: SheetMode): boolean {
  return editable && (shut === undefined || (amending && shut.code === 'R10'))
}

/** Filled by the browser code, which keeps each box as it is left. Without scripts the buttons below do. */
export function SheetStatus({ week }: { readonly week: string }) {
  return <p class="govuk-body portal-sheet__saved" role="status" data-cells={`${week}/cells`} />
}

type CellProps = { readonly line: Line; readonly form: FormView }

function VisitsLink({ row: { serviceId, weekStart, packageId, personName } }: { readonly row: SheetRow }) {
  return (
    <a class="govuk-link" href={`/provider/actuals/${serviceId}/${weekStart}/${packageId}/visits`}>
      Visits<span class="govuk-visually-hidden"> of {personName}</span>
    </a>
  )
}

type PersonProps = CellProps & { readonly open: boolean; readonly selectable: boolean }

function Person({ line: { row, shut }, form, open, selectable }: PersonProps) {
  const { packageId, personName, reference } = row
  return (
    <div class="portal-sheet__person" id={`row-${packageId}`} tabIndex={-1}>
      {selectable ? <Select packageId={packageId} personName={personName} form={form} /> : null}
      {open ? (
        <input type="hidden" name={`version-${packageId}`} value={form.values[`version-${packageId}`] ?? '0'} />
      ) : null}
      <div>
        <a class="govuk-link" href={`/provider/actuals/${row.serviceId}/${row.weekStart}/${packageId}`}>
          {personName}
        </a>
        <div class="portal-sheet__second">
          {reference}{' '}
          <span data-status-of={packageId}>
            <Status line={{ row, shut }} />
          </span>{' '}
          {isOpenedLate(row) ? <Tag colour="purple">Opened late</Tag> : null}
        </div>
        <div class="portal-sheet__state" data-state-of={packageId} />
      </div>
    </div>
  )
}

/** It waits to be confirmed, and its last moment is one of its own. */
function isOpenedLate({ standing, isBackdated }: SheetRow): boolean {
  return isBackdated && (standing === undefined || standing.status === 'draft')
}

type SelectProps = Pick<SheetRow, 'packageId' | 'personName'> & Pick<CellProps, 'form'>

function Select({ packageId, personName, form }: SelectProps) {
  const name = `select-${packageId}`
  const text = (
    <span class="portal-sheet__select">
      Select<span class="govuk-visually-hidden"> {personName}</span>
    </span>
  )
  return (
    <Checkboxes
      name={name}
      classes="govuk-checkboxes--small"
      values={[form.values[name] ?? '']}
      items={[{ value: 'yes', text }]}
    />
  )
}

function Status({ line: { row, shut } }: { readonly line: Pick<Line, 'row' | 'shut'> }) {
  if (row.standing !== undefined) {
    const { text, colour } = statusWords[row.standing.status]
    return <Tag colour={colour}>{text}</Tag>
  }
  return shut === undefined ? <Tag colour="blue">To do</Tag> : <Tag colour="red">Blocked</Tag>
}

function Actual({ line: { row, entry, quote } }: { readonly line: Line }) {
  const { planned, plan, packageId } = row
  return (
    <>
      <strong data-actual-of={packageId} data-unit={plan.unit}>
        {inUnits(actualOf(planned, entry), plan.unit)}
      </strong>
      <div class="portal-sheet__second">
        {quote === undefined ? null : `at ${formatUnitCost(quote.price, quote.averagePrice)}`}
      </div>
      <div class="portal-sheet__differs" data-difference-of={packageId} hidden={!needsComment(entry)}>
        {formatAgainstPlan(quantity(actualOf(planned, entry) - planned))}
      </div>
    </>
  )
}

function Planned({ line: { row, entry } }: { readonly line: Line }) {
  const ceiling = ceilingOf(row)
  return (
    <>
      {formatQuantity(row.planned)}
      {ceiling === undefined ? null : (
        <div class="portal-sheet__second" data-ceiling-of={row.packageId} data-ceiling={ceiling.toString()}>
          max {formatQuantity(ceiling)}, {formatRoom(actualOf(row.planned, entry), ceiling)}
        </div>
      )}
    </>
  )
}

/** The figures from which the browser works out the same sum while somebody types; the server's sum is what counts. */
function Cost({ line }: { readonly line: Line }) {
  const { row, quote } = line
  if (quote === undefined) return <>No price yet</>
  if (!isCounted(line)) return <span class="portal-sheet__second">{formatPounds(quote.amount)} when recorded</span>
  const { planned, rule, packageId } = row
  return (
    <span
      class="portal-money"
      data-cost-of={packageId}
      data-pence={quote.amount.toString()}
      data-planned={planned.toString()}
      data-terms={rule.terms}
      data-share={rule.frustratedPercent.toString()}
      data-numerator={quote.price.numerator.toString()}
      data-denominator={quote.price.denominator.toString()}
    >
      {formatPounds(quote.amount)}
    </span>
  )
}

type BoxProps = CellProps & { readonly field: 'frustrated' | 'missed' | 'extra' | 'visits'; readonly name: string }

function Box({ form, line, field, name }: BoxProps) {
  const id = `${field}-${line.row.packageId}`
  const value = form.values[id] ?? ''
  const isFaulty = errorFor(form, id) !== undefined
  return (
    <Input
      name={id}
      label={{ text: `${name}, ${line.row.personName}`, classes: 'govuk-visually-hidden' }}
      value={value}
      describedBy={isFaulty ? `${id}-fault` : undefined}
      attributes={isFaulty ? { 'aria-invalid': 'true' } : undefined}
      classes={classNames(
        'portal-sheet__box',
        isChanged(field, value) && 'portal-sheet__box--changed',
        isFaulty && 'govuk-input--error',
      )}
      inputmode={field === 'visits' ? 'numeric' : 'text'}
      autocomplete="off"
      spellcheck={false}
      formGroup={{ classes: 'govuk-!-margin-bottom-0' }}
    />
  )
}

function isChanged(field: BoxProps['field'], value: string): boolean {
  return field !== 'visits' && !['', '0'].includes(value)
}
