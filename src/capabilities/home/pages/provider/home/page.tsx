import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { NextPayment } from '../../../../payments/index.ts'
import { formatMoment } from '../../shared/format-moment.ts'
import { Tasks, type Task } from '../../shared/tasks.tsx'

type ProviderHomeProps = {
  readonly name: string
  readonly tasks: readonly Task[]
  /** Absent without the permission to see payments; null when no payment is due. */
  readonly nextPayment?: NextPayment | null
  readonly view: ViewContext
}

export function ProviderHomePage({ name, tasks, nextPayment, view }: ProviderHomeProps) {
  return (
    <Page heading="What needs doing" caption={name} view={view}>
      <Tasks tasks={tasks} />
      {nextPayment === undefined ? null : <PaymentCard payment={nextPayment} />}
    </Page>
  )
}

function PaymentCard({ payment }: { readonly payment: NextPayment | null }) {
  if (payment === null)
    return (
      <>
        <h2 class="govuk-heading-m">Your next payment</h2>
        <p class="govuk-body">No payment is planned. Confirmed weeks and submitted invoices lead to one.</p>
      </>
    )
  return (
    <SummaryList
      card={{
        title: { text: 'Your next payment', headingLevel: 2 },
        actions: { items: [{ href: '/provider/payments', text: 'See what it is made of' }] },
      }}
      rows={[
        { key: 'In your bank', value: formatDay(payment.paidOn) },
        { key: 'Amount so far', value: formatPounds(payment.amount) },
        {
          key: 'Made of',
          value: `${String(payment.lines)} ${payment.lines === 1 ? 'line' : 'lines'} for ${payment.periodName}`,
        },
        { key: 'Last moment to amend', value: formatMoment(payment.submitBy) },
      ]}
    />
  )
}
