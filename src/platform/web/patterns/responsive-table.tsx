import type { ComponentChildren } from 'preact'
import { classNames } from '../govuk/common.ts'

interface Column {
  readonly heading: string
  readonly numeric?: boolean | undefined
  /** Kept on one line, except on a narrow screen: references, days, states. */
  readonly nowrap?: boolean | undefined
  /** What the cell is called on a narrow screen, when the heading only makes sense in a table. */
  readonly label?: string | undefined
}

interface ResponsiveTableProps {
  readonly caption: string
  readonly captionHidden?: boolean | undefined
  readonly classes?: string | undefined
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
  const { caption, captionHidden = false, classes, columns, rows, total, empty } = props
  if (rows.length === 0 && empty !== undefined) return <p class="govuk-body portal-empty">{empty}</p>
  const cellKinds = columns.map(({ heading, label = heading, numeric, nowrap }) => ({
    label,
    header: classNames('govuk-table__header', nowrap === true && 'portal-nowrap'),
    style: classNames(
      'govuk-table__cell',
      numeric === true && 'govuk-table__cell--numeric',
      nowrap === true && 'portal-nowrap',
    ),
  }))
  return (
    <table class={classNames('govuk-table portal-table', classes)} role="table">
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
        {rows.map((cells) => rowOf(cells, cellKinds))}
      </tbody>
      {total === undefined ? null : (
        <tfoot class="govuk-table__foot" role="rowgroup">
          {rowOf(total, cellKinds, 'govuk-table__row portal-table__total')}
        </tfoot>
      )}
    </table>
  )
}

interface CellKind {
  readonly label: string
  /** Of a header of a row. */
  readonly header: string
  readonly style: string
}

/**
 * Plain functions, not components: a list of fifty rows is most of the work of its page.
 * A cell without content has no label either, and is left out of the card.
 */
function rowOf(cells: readonly ComponentChildren[], kinds: readonly CellKind[], style = 'govuk-table__row') {
  return (
    <tr class={style} role="row">
      <th scope="row" role="rowheader" class={kinds[0]?.header}>
        {cells[0]}
      </th>
      {kinds.slice(1).map((kind, index) => (
        <td role="cell" class={kind.style} data-label={isEmpty(cells[index + 1]) ? undefined : kind.label}>
          {cells[index + 1]}
        </td>
      ))}
    </tr>
  )
}

function isEmpty(content: ComponentChildren): boolean {
  return content === undefined || content === null || content === ''
}
