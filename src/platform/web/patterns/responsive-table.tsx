import type { ComponentChildren } from 'preact'
import { classNames } from '../govuk/common.ts'

interface Column {
  readonly heading: string
  readonly numeric?: boolean | undefined
  /** What the cell is called on a narrow screen, when the heading only makes sense in a table. */
  readonly label?: string | undefined
}

interface ResponsiveTableProps {
  readonly caption: string
  readonly captionHidden?: boolean | undefined
  readonly columns: readonly Column[]
  /** One entry for each column. The first names the row. */
  readonly rows: readonly (readonly ComponentChildren[])[]
  /** A last row of totals. */
  readonly total?: readonly ComponentChildren[] | undefined
  /** Said instead of the table when there are no rows. */
  readonly empty?: string | undefined
}

/**
 * A real table that turns into a card for each row on a narrow screen. The roles are written out
 * because a browser forgets that a table is one as soon as it is laid out as anything else.
 */
export function ResponsiveTable(props: ResponsiveTableProps) {
  const { caption, captionHidden = false, columns, rows, total, empty } = props
  if (rows.length === 0 && empty !== undefined) return <p class="govuk-body portal-empty">{empty}</p>
  return (
    <table class="govuk-table portal-table" role="table">
      <caption
        class={classNames('govuk-table__caption', captionHidden ? 'govuk-visually-hidden' : 'govuk-table__caption--m')}
      >
        {caption}
      </caption>
      <thead class="govuk-table__head" role="rowgroup">
        <tr class="govuk-table__row" role="row">
          {columns.map(({ heading, numeric }) => (
            <th
              scope="col"
              role="columnheader"
              class={classNames('govuk-table__header', numeric === true && 'govuk-table__header--numeric')}
            >
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body" role="rowgroup">
        {rows.map((cells) => (
          <Row cells={cells} columns={columns} />
        ))}
      </tbody>
      {total === undefined ? null : (
        <tfoot class="govuk-table__foot" role="rowgroup">
          <Row cells={total} columns={columns} isTotal />
        </tfoot>
      )}
    </table>
  )
}

interface RowProps {
  readonly cells: readonly ComponentChildren[]
  readonly columns: readonly Column[]
  readonly isTotal?: boolean | undefined
}

function Row({ cells, columns, isTotal = false }: RowProps) {
  return (
    <tr class={classNames('govuk-table__row', isTotal && 'portal-table__total')} role="row">
      {columns.map(({ heading, label = heading, numeric }, index) =>
        index === 0 ? (
          <th scope="row" role="rowheader" class="govuk-table__header">
            {cells[index]}
          </th>
        ) : (
          <Cell label={label} numeric={numeric === true}>
            {cells[index]}
          </Cell>
        ),
      )}
    </tr>
  )
}

interface CellProps {
  readonly label: string
  readonly numeric: boolean
  readonly children: ComponentChildren
}

/** A cell without content has no label either, and is left out of the card. */
function Cell({ label, numeric, children }: CellProps) {
  const style = classNames('govuk-table__cell', numeric && 'govuk-table__cell--numeric')
  if (children === undefined || children === null || children === '') return <td role="cell" class={style} />
  return (
    <td role="cell" class={style} data-label={label}>
      <span>{children}</span>
    </td>
  )
}
