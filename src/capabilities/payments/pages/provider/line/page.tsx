import { formatPounds } from '../../../../../core/format.ts'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PaymentLine } from '../../../store/lines.ts'
import { TraceList } from '../../shared/trace-list.tsx'
import { daysOf, KIND_WORDS } from '../../shared/words.ts'

interface LinePageProps {
  readonly line: PaymentLine
  readonly mayAsk: boolean
  readonly view: ViewContext
}

export function LinePage({ line, mayAsk, view }: LinePageProps) {
  const back =
    line.remittanceId === null
      ? { href: '/provider/payments', text: 'Payments' }
      : { href: `/provider/remittances/${line.remittanceId}`, text: 'Remittance' }
  return (
    <Page
      heading={`How ${formatPounds(line.amountPence)} was worked out`}
      caption={KIND_WORDS[line.kind]}
      backLink={back}
      view={view}
    >
      <SummaryList
        rows={[
          { key: 'Person', value: line.personName },
          { key: 'Days', value: daysOf(line) },
          { key: 'Service', value: line.serviceName },
          { key: 'Package', value: line.packageReference },
          { key: 'Contract', value: line.contractNumber },
          { key: 'State', value: stateOf(line) },
          { key: 'Amount', value: formatPounds(line.amountPence) },
        ]}
      />
      <h2 class="govuk-heading-m">Step by step</h2>
      <TraceList trace={line.trace} />
      <p class="govuk-body">
        These are the steps kept when the line was made. If one of them is not what you delivered or agreed, write to
        the council and name the person and the days.
      </p>
      {mayAsk ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/provider/messages/new?line=${line.id}&from=${line.fromOn}`}>
            Write a message about this payment
          </a>
        </p>
      ) : null}
    </Page>
  )
}

function stateOf({ runStatus, invoiceId }: PaymentLine): string {
  if (runStatus === 'released') return 'Released to the bank'
  if (runStatus === 'prepared') return 'Ready to pay'
  return invoiceId === null ? 'Waiting for a payment run' : 'On an invoice'
}
