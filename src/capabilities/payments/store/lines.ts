import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Pence } from '../../../core/money.ts'
import type { LineKind } from '../../../core/payers.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { TraceStep } from '../rules/trace.ts'

export type PaymentLine = {
  readonly id: string
  readonly personName: string
  readonly serviceName: string
  readonly packageId: string
  readonly packageReference: string
  readonly contractNumber: string
  readonly kind: LineKind
  readonly fromOn: LocalDate
  readonly coversFrom: LocalDate
  readonly toOn: LocalDate
  readonly amountPence: Pence
  readonly averagePrice: boolean
  readonly trace: readonly TraceStep[]
  readonly invoiceId: string | null
  readonly runStatus: 'prepared' | 'released' | 'discarded' | null
  readonly remittanceId: string | null
}

/** One of the provider's own lines, with how it was worked out. */
export async function getOwnLine(tx: Tx, id: string): Promise<PaymentLine> {
  const { rows } = await sql<PaymentLine>`
    select l.id, s.family_name || ', ' || s.given_name as "personName", v.name as "serviceName", l.package_id as "packageId",
      p.reference as "packageReference", c.number as "contractNumber", l.kind, l.from_on as "fromOn", l.covers_from as "coversFrom", l.to_on as "toOn",
      l.amount_pence as "amountPence", l.average_price as "averagePrice", l.trace, l.invoice_id as "invoiceId",
      r.status as "runStatus", m.id as "remittanceId"
    from payments.payment_line l
    join published.served_person s on s.council_id = l.council_id and s.provider_id = l.provider_id
      and s.person_id = l.person_id and s.service_id = l.service_id and s.contract_id = l.contract_id
    join published.package p on p.council_id = l.council_id and p.provider_id = l.provider_id and p.id = l.package_id
    join published.service v on v.council_id = l.council_id and v.provider_id = l.provider_id and v.id = l.service_id
    join published.contract c on c.council_id = l.council_id and c.provider_id = l.provider_id and c.id = l.contract_id
    left join payments.run r on r.council_id = l.council_id and r.id = l.run_id
    left join payments.remittance m on m.council_id = l.council_id and m.run_id = l.run_id and m.provider_id = l.provider_id
    where l.council_id = ${tx.councilId} and l.provider_id = ${tx.providerId} and l.id = ${id}`.execute(tx)
  const [line] = rows
  if (line === undefined) throw new NotFound('payment line')
  return line
}
