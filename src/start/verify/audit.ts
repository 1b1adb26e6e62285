import type { Client } from 'pg'
import type { Verdict } from './ledger.ts'

/**
 * Every council's log, read again from its first entry: each hash must follow from the entry and the hash before it, no
 * number may be missing, and the head must be the last. The first entry that does not fit is named, because from there
 * on nothing is proved.
 */
export async function verifyAudit(owner: Client): Promise<readonly Verdict[]> {
  const { rows } = await owner.query<{ code: string; entries: string; fault: string | null }>(`
    with entry as (
      select e.*, row_number() over log as place, lag(e.hash, 1, sha256('')) over log as previous
      from platform.audit_entry e window log as (partition by e.council_id order by e.seq, e.at)),
    broken as (
      select distinct on (council_id) council_id, seq, at, action, seq <> place as gap
      from entry
      where seq <> place
        or hash <> platform.audit_hash(previous, seq, at, account_id, action, subject_type, subject_id, details, address)
      order by council_id, seq, at),
    last as (select distinct on (council_id) council_id, seq, hash from entry order by council_id, seq desc)
    select c.code, coalesce(l.seq, 0)::text as entries, case
        when b.gap then format('an entry is missing or doubled before %s (%s, %s)', b.seq, b.action, b.at)
        when b.seq is not null then format('entry %s (%s, %s) or the one before it was changed', b.seq, b.action, b.at)
        when h.seq <> coalesce(l.seq, 0) or (l.hash is not null and h.hash <> l.hash)
          then format('the last entry is %s, and the head says %s', coalesce(l.seq, 0), h.seq)
      end as fault
    from platform.council c
    left join platform.audit_head h on h.council_id = c.council_id
    left join last l on l.council_id = c.council_id
    left join broken b on b.council_id = c.council_id
    order by c.code`)
  return rows.map(({ code, entries, fault }) => ({
    promise: `the log of ${code} is whole: ${entries} entries`,
    faults: fault === null ? [] : [fault],
  }))
}
