import type { LocalDate } from '../../../../../core/dates.ts'
import { formatPounds } from '../../../../../core/format.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { ApprovalResult } from '../../../commands/approve-invoices.ts'
import { stateOf } from '../../../rules/state.ts'
import type { Invoice } from '../../../store/invoice.ts'
import { StateTag } from '../../shared/state-tag.tsx'
import { plural } from '../../shared/words.ts'

interface DecisionsProps {
  readonly results: readonly { readonly invoice: Invoice; readonly result: ApprovalResult['result'] }[]
  readonly today: LocalDate
  readonly view: ViewContext
}

const RESULT_WORDS = {
  approved: 'Approved',
  'changed-since': 'Not approved: it changed after you opened the list. Look at it again',
  'not-submitted': 'Not approved by you: it was decided before',
  'reason-missing': 'Not approved',
  'reason-long': 'Not approved',
} as const satisfies Record<ApprovalResult['result'], string>

export function DecisionsPage({ results, today, view }: DecisionsProps) {
  const approved = results.filter(({ result }) => result === 'approved').length
  return (
    <Page
      heading={`${plural(approved, 'invoice')} approved`}
      view={view}
      backLink={{ href: '/council/invoices', text: 'Invoices' }}
      wide
    >
      <ResponsiveTable
        caption="What became of each"
        columns={[
          { heading: 'Invoice' },
          { heading: 'Provider' },
          { heading: 'Amount', numeric: true },
          { heading: 'Result' },
          { heading: 'State now' },
        ]}
        rows={results.map(({ invoice, result }) => [
          <a class="govuk-link" href={`/council/invoices/${invoice.id}`}>
            {invoice.reference}
          </a>,
          invoice.providerName,
          formatPounds(invoice.total),
          RESULT_WORDS[result],
          <StateTag state={stateOf(invoice, today)} />,
        ])}
        empty="None of the invoices is there any more."
      />
    </Page>
  )
}
