import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { NextPayment } from '../../../../payments/index.ts'
import { Tasks, type Task } from '../../shared/tasks.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

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
      <p class="govuk-body">
        <a class="govuk-link" href="/provider/following">
          What you follow
        </a>
      </p>
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
  const { remittanceId, submitBy, amount, paidOn } = payment
  const isReleased = remittanceId !== undefined
  const href = isReleased ? `/provider/remittances/${remittanceId}` : '/provider/payments'
  return (
    <SummaryList
      card={{
        title: { text: 'Your next payment', headingLevel: 2 },
        actions: { items: [{ href, text: 'See what it is made of' }] },
      }}
      rows={[
        { key: 'In your bank', value: `${formatDay(paidOn)}${isReleased ? ': the payment is on its way' : ''}` },
        { key: isReleased ? 'Amount' : 'Amount so far', value: formatPounds(amount) },
        { key: 'Made of', value: madeOf(payment) },
        ...(submitBy === undefined ? [] : [{ key: 'Last moment to amend', value: formatInstant(submitBy) }]),
      ]}
    />
  )
}

function madeOf({ lines, periodName }: NextPayment): string {
  if (lines === 0) return `Nothing yet for ${periodName}: confirm weeks of care, and invoice those paid by invoice`
  return `${String(lines)} ${lines === 1 ? 'line' : 'lines'} for ${periodName}`
}
