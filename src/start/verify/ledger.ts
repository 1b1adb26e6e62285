import type { Client } from 'pg'

/** One sum that must be another, or rows that must not be. */
type LedgerCheck = { readonly promise: string; readonly question: string }

/**
 * The books, added up a second time from their rows alone: nothing of what the product computes or keeps as a total
 * is believed. Amounts in the answers are pence.
 */
const checks: readonly LedgerCheck[] = [
  {
    promise:
      'for every provider, care cost and what is recoverable make up what was paid and collected, and nothing stays payable',
    question: `
      with entry as (
        select council_id, provider_id, debit as account, amount_pence as pence from ledger.transfer
        union all select council_id, provider_id, credit, -amount_pence from ledger.transfer)
      select format('provider %s: payable %s, all other accounts %s', provider_id,
          coalesce(sum(pence) filter (where account = 'payable'), 0), coalesce(sum(pence) filter (where account <> 'payable'), 0)) as fault
      from entry group by council_id, provider_id
      having coalesce(sum(pence) filter (where account = 'payable'), 0) <> 0
        or coalesce(sum(pence) filter (where account <> 'payable'), 0) <> 0`,
  },
  {
    promise: 'for every released run and provider, lines, remittance and transfers say the same',
    question: `
      with line as (
        select council_id, run_id, provider_id, sum(amount_pence) as pence, count(*) as lines
        from payments.payment_line where run_id is not null group by 1, 2, 3),
      transfer as (
        select council_id, run_id, provider_id,
          coalesce(sum(amount_pence) filter (where debit in ('care-cost', 'contributions')), 0)
            - coalesce(sum(amount_pence) filter (where credit in ('care-cost', 'contributions')), 0) as cost,
          coalesce(sum(amount_pence) filter (where credit = 'paid'), 0)
            - coalesce(sum(amount_pence) filter (where debit = 'paid'), 0) as paid
        from ledger.transfer where run_id is not null group by 1, 2, 3),
      remittance as (
        select council_id, run_id, provider_id, lines_pence, paid_pence, line_count from payments.remittance),
      together as (
        select council_id, run_id, provider_id, coalesce(l.pence, 0) as pence, coalesce(l.lines, 0) as lines,
          coalesce(m.lines_pence, 0) as lines_pence, coalesce(m.paid_pence, 0) as paid_pence,
          coalesce(m.line_count, 0) as line_count, coalesce(t.cost, 0) as cost, coalesce(t.paid, 0) as paid
        from line l full join remittance m using (council_id, run_id, provider_id)
        full join transfer t using (council_id, run_id, provider_id))
      select format('run %s, provider %s: lines %s, remittance %s of lines and %s paid, transfers %s of cost and %s paid',
        r.reference, x.provider_id, x.pence, x.lines_pence, x.paid_pence, x.cost, x.paid) as fault
      from payments.run r join together x on x.council_id = r.council_id and x.run_id = r.id
      where r.status = 'released' and (x.pence <> x.lines_pence or x.pence <> x.cost or x.paid_pence <> x.paid
        or x.lines <> x.line_count)`,
  },
  {
    promise: 'the total of every released run is the sum of its remittances',
    question: `
      select format('run %s: total %s and paid %s, remittances %s and %s', r.reference, r.total_pence, r.paid_pence,
        coalesce(sum(m.lines_pence), 0), coalesce(sum(m.paid_pence), 0)) as fault
      from payments.run r left join payments.remittance m on m.council_id = r.council_id and m.run_id = r.id
      where r.status = 'released'
      group by r.council_id, r.id, r.reference, r.total_pence, r.paid_pence
      having r.total_pence <> coalesce(sum(m.lines_pence), 0) or r.paid_pence <> coalesce(sum(m.paid_pence), 0)`,
  },
  {
    promise: 'only what belongs to a released run was paid or posted',
    question: `
      select format('%s of run %s, which is %s', x.what, r.reference, r.status) as fault
      from payments.run r
      join (select council_id, run_id, 'a remittance' as what from payments.remittance
        union select council_id, run_id, 'a transfer' from ledger.transfer where run_id is not null) x
        on x.council_id = r.council_id and x.run_id = r.id
      where r.status <> 'released'`,
  },
  {
    promise: 'no transfer is corrected twice, and a correction reverses what it names',
    question: `
      select format('transfer %s: %s corrections', t.id, count(*)) as fault
      from ledger.transfer t join ledger.transfer c on c.council_id = t.council_id and c.corrects_id = t.id
      group by t.council_id, t.id
      having count(*) > 1 or bool_or(c.debit <> t.credit or c.credit <> t.debit or c.amount_pence <> t.amount_pence
        or c.provider_id <> t.provider_id)`,
  },
]

export type Verdict = { readonly promise: string; readonly faults: readonly string[] }

export async function verifyLedger(owner: Client): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = []
  for (const { promise, question } of checks) {
    const { rows } = await owner.query<{ fault: string }>(`${question} order by 1 limit 20`)
    verdicts.push({ promise, faults: rows.map(({ fault }) => fault) })
  }
  return verdicts
}
