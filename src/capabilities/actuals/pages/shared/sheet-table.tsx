import type { ComponentChildren } from 'preact'
import { formatPounds, formatQuantity } from '../../../../core/format.ts'
import { errorFor, type FormView } from '../../../../platform/web/forms.tsx'
import { Checkboxes } from '../../../../platform/web/govuk/checkboxes.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { Textarea } from '../../../../platform/web/govuk/textarea.tsx'
import { actualOf } from '../../rules/week.ts'
import { ceilingOf, isCounted } from './lines.ts'
import type { Line } from './lines.ts'
import { blockWords, closedWords, formatUnitCost, heldWords, inUnits, statusWords, whoMustAct } from './words.ts'

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

type Mode = { readonly selectable: boolean; readonly editable: boolean }

export function sheetCells(line: Line, form: FormView, mode: Mode): readonly ComponentChildren[] {
  const { row, entry, shut } = line
  const open = mode.editable && shut === undefined
  const amount = (field: 'frustrated' | 'missed' | 'extra', name: string) =>
    open ? <Box form={form} line={line} field={field} name={name} /> : formatQuantity(entry[field])
  return [
    <Person line={line} form={form} selectable={open && mode.selectable} />,
    <Actual line={line} />,
    row.serviceLevel,
    formatQuantity(row.planned),
    amount('frustrated', 'Frustrated'),
    amount('missed', 'Missed'),
    amount('extra', 'Extra'),
    open ? <Box form={form} line={line} field="visits" name="Visits" /> : (entry.visits ?? ''),
    <Cost line={line} />,
    open ? <Comment form={form} line={line} /> : entry.comment,
  ]
}

type CellProps = { readonly line: Line; readonly form: FormView }

function Person({ line: { row, shut }, form, selectable }: CellProps & { readonly selectable: boolean }) {
  const { packageId, personName, reference, standing } = row
  return (
    <div id={`row-${packageId}`} tabIndex={-1}>
      <a class="govuk-link" href={`/provider/actuals/${row.serviceId}/${row.weekStart}/${packageId}`}>
        {personName}
      </a>
      <br />
      {reference}
      <br />
      <Status line={{ row, shut }} />
      {standing?.heldCode === null || standing === undefined ? null : (
        <p class="govuk-hint">{heldWords[standing.heldCode]}</p>
      )}
      {shut === undefined ? (
        <input type="hidden" name={`version-${packageId}`} value={form.values[`version-${packageId}`] ?? '0'} />
      ) : (
        <Shut shut={shut} />
      )}
      {selectable ? (
        <Checkboxes
          name={`select-${packageId}`}
          classes="govuk-checkboxes--small"
          values={[form.values[`select-${packageId}`] ?? '']}
          items={[
            {
              value: 'yes',
              text: (
                <>
                  Select<span class="govuk-visually-hidden"> {personName}</span>
                </>
              ),
            },
          ]}
        />
      ) : null}
    </div>
  )
}

function Shut({ shut }: { readonly shut: NonNullable<Line['shut']> }) {
  if (shut.code === 'R10') return <p class="govuk-hint">{closedWords(shut)}</p>
  return (
    <p class="govuk-hint">
      {blockWords(shut)}. {whoMustAct(shut)}.
    </p>
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
  const ceiling = ceilingOf(row)
  return (
    <>
      <strong data-actual-of={packageId} data-unit={plan.unit}>
        {inUnits(actualOf(planned, entry), plan.unit)}
      </strong>
      {quote === undefined ? null : (
        <>
          <br />
          at {formatUnitCost(quote.price, quote.averagePrice)}
        </>
      )}
      {ceiling === undefined ? null : (
        <>
          <br />
          <span class="govuk-hint" data-ceiling-of={packageId} data-ceiling={ceiling.toString()}>
            up to {inUnits(ceiling, plan.unit)} without asking
          </span>
        </>
      )}
    </>
  )
}

/** The figures from which the browser works out the same sum while somebody types; the server's sum is what counts. */
function Cost({ line }: { readonly line: Line }) {
  const { row, quote } = line
  if (quote === undefined) return <>No price yet</>
  if (!isCounted(line)) return <span class="govuk-hint">{formatPounds(quote.amount)} when recorded</span>
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
  return (
    <Input
      name={id}
      label={{ text: `${name}, ${line.row.personName}`, classes: 'govuk-visually-hidden' }}
      value={form.values[id] ?? ''}
      errorMessage={errorFor(form, id)}
      classes="govuk-input--width-3"
      inputmode={field === 'visits' ? 'numeric' : 'text'}
      autocomplete="off"
      spellcheck={false}
      formGroup={{ classes: 'govuk-!-margin-bottom-0' }}
    />
  )
}

function Comment({ form, line }: CellProps) {
  const id = `comment-${line.row.packageId}`
  return (
    <Textarea
      name={id}
      label={{ text: `Comments, ${line.row.personName}`, classes: 'govuk-visually-hidden' }}
      value={form.values[id] ?? ''}
      errorMessage={errorFor(form, id)}
      rows={2}
      formGroup={{ classes: 'govuk-!-margin-bottom-0' }}
      autocomplete="off"
    />
  )
}
