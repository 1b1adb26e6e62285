import { formatQuantity } from '../../../../core/format.ts'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { Reason } from '../../store/reasons.ts'
import type { WeekVersion } from '../../store/weeks.ts'
import { formatMoment, sourceWords, wordsOfStatus } from './words.ts'

type Props = { readonly versions: readonly WeekVersion[]; readonly reasons: readonly Reason[] }

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

/** Every version that ever stood, the newest first. */
export function WeekHistory({ versions, reasons }: Props) {
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
          returnedReason === null ? explanationOf(entry, reasons) : `Returned: ${returnedReason}`,
        ],
      )}
      empty="Nothing has been recorded for this week yet."
    />
  )
}

function explanationOf({ reason = null, comment }: WeekVersion['entry'], reasons: Props['reasons']): string {
  const label = reason === null ? '' : (reasons.find(({ code }) => code === reason)?.label ?? reason)
  return [label, comment].filter((text) => text !== '').join(': ')
}
