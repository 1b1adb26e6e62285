import { formatShortDay } from '../../../../core/format.ts'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { Change } from '../../store/changes.ts'
import { FIELD_WORDS } from './words.ts'
import { StatusTag, Value } from './value.tsx'
import { formatInstant } from '../../../../platform/web/format-instant.ts'

interface ChangesTableProps {
  readonly caption: string
  readonly changes: readonly Change[]
  readonly empty: string
  readonly hrefOf: (change: Change) => string
}

/** What was asked and done, with old and new side by side, by whom and when. */
export function ChangesTable({ caption, changes, empty, hrefOf }: ChangesTableProps) {
  return (
    <ResponsiveTable
      caption={caption}
      empty={empty}
      columns={[
        { heading: 'Change' },
        { heading: 'From' },
        { heading: 'To' },
        { heading: 'Takes effect' },
        { heading: 'Asked by' },
        { heading: 'State' },
      ]}
      rows={changes.map((change) => [
        <>
          <a class="govuk-link" href={hrefOf(change)}>
            {FIELD_WORDS[change.field].label}
          </a>
          {change.serviceName === null ? null : (
            <span class="govuk-!-font-weight-regular"> of {change.serviceName}</span>
          )}
        </>,
        <Value field={change.field} value={change.oldValue} />,
        <Value field={change.field} value={change.newValue} />,
        formatShortDay(change.effectiveOn),
        `${change.requesterName}, ${formatInstant(change.requestedAt)}`,
        <StatusTag status={change.status} />,
      ])}
    />
  )
}
