import { formatPounds, formatShortDay } from '../../../../core/format.ts'
import { pence } from '../../../../core/money.ts'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { REASON_WORDS } from '../../rules/rejection.ts'
import type { AgreementStatus } from '../../rules/response.ts'
import type { AgreementRow } from '../../store/list.ts'
import { STATUS_WORDS } from './words.ts'

export function StatusTag({ status }: { readonly status: AgreementStatus }) {
  const { text, colour } = STATUS_WORDS[status]
  return <Tag colour={colour}>{text}</Tag>
}

/** Words of a row that both faces show: reference, start, cost, status. */
export function cellsOf(row: AgreementRow) {
  return {
    starts: formatShortDay(row.startsOn),
    weekly: formatPounds(pence(row.weekly)),
    revision: row.revision === 1 ? 'First' : `Revision ${String(row.revision)}`,
    status:
      row.status === 'rejected' && row.reason !== null ? (
        <>
          <StatusTag status="rejected" /> {REASON_WORDS[row.reason]}
        </>
      ) : (
        <StatusTag status={row.status} />
      ),
  }
}
