import { formatDay } from '../../../../../core/format.ts'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { MOST_BY_HAND, type RenewalByHand } from '../../../store/renewals-by-hand.ts'
import type { RenewalProgress } from '../../../store/uplifts.ts'

const WORDS: Readonly<Record<RenewalProgress['outcome'], string>> = {
  waiting: 'Wait for their new version: it is being made',
  published: 'Have a new version, published with the cause annual uplift',
  'answer-awaited': 'Have another version that waits for its answer: correct that one yourself',
  'no-longer-agreed': 'Were replaced in the meantime',
  'no-price': 'Have ended, or have no price from that day on',
  withdrawn: 'Had a new version that is withdrawn',
}

/** What has come of the agreements that state the prices, while the job works and afterwards. */
interface RenewalProps {
  readonly outcomes: readonly RenewalProgress[]
  readonly byHand: readonly RenewalByHand[]
  /** Whether the reader may open agreements. */
  readonly mayOpen: boolean
}

export function Renewal({ outcomes, byHand, mayOpen }: RenewalProps) {
  return (
    <>
      <ResponsiveTable
        caption="Agreements that state these prices"
        empty="No agreement states one of these prices, or they are still being looked for."
        columns={[{ heading: 'Agreements that' }, { heading: 'Number', numeric: true }]}
        rows={outcomes.map(({ outcome, agreements }) => [WORDS[outcome], String(agreements)])}
      />
      {byHand.length === 0 ? null : <ByHand byHand={byHand} mayOpen={mayOpen} />}
    </>
  )
}

function ByHand({ byHand, mayOpen }: Pick<RenewalProps, 'byHand' | 'mayOpen'>) {
  return (
    <ResponsiveTable
      caption={
        byHand.length < MOST_BY_HAND
          ? 'Agreements to correct yourself'
          : `Agreements to correct yourself: the first ${String(MOST_BY_HAND)}`
      }
      columns={[{ heading: 'Agreement' }, { heading: 'Provider' }, { heading: 'New price from' }]}
      rows={byHand.map(({ agreementId, reference, providerName, fromOn }) => [
        mayOpen ? (
          <a class="govuk-link" href={`/council/agreements/${agreementId}`}>
            {reference}
          </a>
        ) : (
          reference
        ),
        providerName,
        formatDay(fromOn),
      ])}
    />
  )
}
