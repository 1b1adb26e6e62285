import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
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
export function Renewal({ outcomes }: { readonly outcomes: readonly RenewalProgress[] }) {
  return (
    <ResponsiveTable
      caption="Agreements that state these prices"
      empty="No agreement states one of these prices, or they are still being looked for."
      columns={[{ heading: 'Agreements that' }, { heading: 'Number', numeric: true }]}
      rows={outcomes.map(({ outcome, agreements }) => [WORDS[outcome], String(agreements)])}
    />
  )
}
