import type { Tx } from '../../../../platform/db/tx.ts'
import { countAwaitingDecision, listAgreements, type AgreementRow } from '../../store/list.ts'
import { ListQuery, listingOf } from '../shared/query.ts'

/** The next one that waits, and how many there are. */
export type Next = { readonly row: AgreementRow | undefined; readonly count: number }

const { filter: soonest } = listingOf(ListQuery.parse({}), 'published', 1)

export async function loadNext(tx: Tx): Promise<Next> {
  const [[row], { count }] = await Promise.all([
    listAgreements(tx, { providerId: tx.providerId }, soonest),
    countAwaitingDecision(tx),
  ])
  return { row, count }
}

/** From what was answered to what is left. */
export function NextWaiting({ next: { row, count } }: { readonly next: Next }) {
  return (
    <p class="govuk-body">
      {row === undefined ? (
        'No other agreement needs your decision.'
      ) : (
        <a class="govuk-link" href={`/provider/agreements/${row.id}`}>
          {`Next agreement that needs your decision: ${row.reference} (${String(count)} waiting)`}
        </a>
      )}
    </p>
  )
}
