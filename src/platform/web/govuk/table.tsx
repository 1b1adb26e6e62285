import type { ComponentChildren } from 'preact'
import { classNames, words, type Words } from './common.ts'
import type { Attributes } from './common.ts'

export interface TableCell extends Words {
  readonly format?: 'numeric' | undefined
  readonly colspan?: number | undefined
  readonly rowspan?: number | undefined
}

interface TableProps {
  readonly caption?: ComponentChildren
  readonly captionClasses?: string | undefined
  readonly head?: readonly (string | TableCell)[] | undefined
  readonly rows: readonly (readonly (string | TableCell)[])[]
  readonly firstCellIsHeader?: boolean | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

export function Table(props: TableProps) {
  const { caption, head, rows, firstCellIsHeader = false } = props
  return (
    <table class={classNames('govuk-table', props.classes)} {...props.attributes}>
      {caption === undefined ? null : (
        <caption class={classNames('govuk-table__caption', props.captionClasses)}>{caption}</caption>
      )}
      {head === undefined ? null : (
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {head.map((cell) => (
              <Header scope="col" cell={words(cell)} />
            ))}
          </tr>
        </thead>
      )}
      <tbody class="govuk-table__body">
        {rows.map((row) => (
          <tr class="govuk-table__row">
            {row.map((cell, index) =>
              firstCellIsHeader && index === 0 ? (
                <Header scope="row" cell={words(cell)} />
              ) : (
                <Cell cell={words(cell)} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Header({ scope, cell }: { readonly scope: 'col' | 'row'; readonly cell: TableCell }) {
  const format = scope === 'col' && cell.format !== undefined && `govuk-table__header--${cell.format}`
  return (
    <th
      scope={scope}
      class={classNames('govuk-table__header', format, cell.classes)}
      colSpan={cell.colspan}
      rowSpan={cell.rowspan}
      {...cell.attributes}
    >
      {cell.text}
    </th>
  )
}

function Cell({ cell }: { readonly cell: TableCell }) {
  const format = cell.format !== undefined && `govuk-table__cell--${cell.format}`
  return (
    <td
      class={classNames('govuk-table__cell', format, cell.classes)}
      colSpan={cell.colspan}
      rowSpan={cell.rowspan}
      {...cell.attributes}
    >
      {cell.text}
    </td>
  )
}
