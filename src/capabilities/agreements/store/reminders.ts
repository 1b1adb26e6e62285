import { sql } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ReminderRule } from '../rules/reminding.ts'
import type { Reason } from '../rules/response.ts'
import { sheetToConfirm } from './sheet-to-confirm.ts'
import { shownContent } from './shown-content.ts'
import { unsignedFrom } from './unsigned.ts'

export type Unanswered = {
  readonly id: string
  readonly reference: string
  readonly revision: number
  readonly providerId: string
  readonly serviceId: string
  readonly contractId: string
  readonly publishedAt: Date
  /** The first day of care of it that may not be recorded yet. */
  readonly unsignedFrom: LocalDate | null
  readonly sent: number
}

/** What providers hold, a page at a time: not what they have signed on paper, which the council has to confirm. */
export async function listUnanswered(tx: Tx, after: string, rows: number): Promise<readonly Unanswered[]> {
  const { rows: found } = await sql<Unanswered>`
    select a.id, a.reference, a.revision, a.provider_id as "providerId", a.service_id as "serviceId",
      a.contract_id as "contractId", a.published_at as "publishedAt", ${unsignedFrom(tx)} as "unsignedFrom",
      (select count(*)::int from agreements.reminder m where m.council_id = ${tx.councilId} and m.agreement_id = a.id
        and m.revision = a.revision) as sent
    from agreements.agreement a
    where a.council_id = ${tx.councilId} and a.status = 'published' and a.id > ${after}::uuid
      and not ${sheetToConfirm(tx, 'a')}
    order by a.id limit ${rows} for update of a`.execute(tx)
  return found
}

export type KeptRule = ReminderRule & {
  readonly id: string
  readonly providerId: string | null
  readonly agreementId: string | null
  /** Whom or what it is for. */
  readonly name: string | null
}

export async function listReminderRules(tx: Tx): Promise<readonly KeptRule[]> {
  const { rows } = await sql<KeptRule>`
    select r.id, r.provider_id as "providerId", r.agreement_id as "agreementId", r.first_after as "firstAfter",
      r.then_every as "thenEvery", r.escalate_after as "escalateAfter", r.most,
      coalesce((select o.trading_name from published.provider o where o.council_id = ${tx.councilId} and o.id = r.provider_id),
        (select a.reference from agreements.agreement a where a.council_id = ${tx.councilId} and a.id = r.agreement_id)) as name
    from agreements.reminder_rule r where r.council_id = ${tx.councilId}
    order by r.agreement_id is not null, r.provider_id is not null, name limit 500`.execute(tx)
  return rows
}

type RuleFor = { readonly providerId: string | null; readonly agreementId: string | null }

export async function saveReminderRule(
  tx: Tx,
  { providerId, agreementId }: RuleFor,
  rule: ReminderRule,
): Promise<void> {
  await sql`
    insert into agreements.reminder_rule (council_id, provider_id, agreement_id, first_after, then_every, escalate_after, most)
    values (${tx.councilId}, ${providerId}, ${agreementId}, ${rule.firstAfter}, ${rule.thenEvery}, ${rule.escalateAfter}, ${rule.most})
    on conflict (council_id, provider_id, agreement_id) do update set first_after = excluded.first_after,
      then_every = excluded.then_every, escalate_after = excluded.escalate_after, most = excluded.most`.execute(tx)
}

export async function removeReminderRule(tx: Tx, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('agreements.reminder_rule')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw new NotFound('reminder rule')
}

type Sent = {
  readonly id: string
  readonly revision: number
  readonly number: number
  readonly escalated: boolean
  readonly told: string
  readonly at: Date
}

export async function recordReminder(tx: Tx, sent: Sent): Promise<boolean> {
  const kept = await tx
    .insertInto('agreements.reminder')
    .values({
      council_id: tx.councilId,
      agreement_id: sent.id,
      revision: sent.revision,
      number: sent.number,
      escalated: sent.escalated,
      told: sent.told,
      sent_at: sent.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('number')
    .executeTakeFirst()
  return kept !== undefined
}

/** The provider of a reference number, or an agreement by its own: what a rule can be for. */
export async function findRuleTarget(tx: Tx, typed: string): Promise<RuleFor | undefined> {
  const { rows } = await sql<RuleFor>`
    select id as "providerId", null::uuid as "agreementId" from published.provider
      where council_id = ${tx.councilId} and (reference = ${typed} or lower(trading_name) = lower(${typed}))
    union all
    select null, id from agreements.agreement where council_id = ${tx.councilId} and reference in (${typed}, ${typed.toUpperCase()})
    limit 1`.execute(tx)
  return rows[0]
}

export type Tracked = {
  readonly id: string
  readonly reference: string
  readonly revision: number
  readonly status: 'published' | 'rejected'
  /** The provider has filed its signed sheet, and the council has not looked at it yet. */
  readonly hasSheet: boolean
  readonly providerName: string
  readonly personName: string
  readonly startsOn: LocalDate
  readonly unsignedFrom: LocalDate | null
  readonly respondBy: LocalDate | null
  readonly publishedAt: Date
  readonly seenAt: Date | null
  readonly seenBy: string | null
  readonly reminders: number
  readonly lastReminderAt: Date | null
  readonly isEscalated: boolean
  readonly comment: string | null
  readonly reason: Reason | null
  /** Of each line that is wrong, what would be right. */
  readonly expected: readonly ExpectedOfLine[]
}
export type ExpectedOfLine = {
  readonly packageReference: string
  readonly unit: CareUnit
  /** Ten-thousandths of a pound and 30,000ths of a unit. */
  readonly price: string | null
  readonly quantity: string | null
}

/** What is with providers or came back from them, soonest start first: seen, reminded, rejected with what they expect. */
export async function listTracked(
  tx: Tx,
  {
    startedBy,
    after,
    rows,
  }: {
    readonly startedBy: LocalDate | undefined
    readonly after: { day: LocalDate; id: string } | undefined
    readonly rows: number
  },
): Promise<readonly Tracked[]> {
  const started =
    startedBy === undefined
      ? sql`true`
      : sql`status = 'published' and starts_on <= ${startedBy}::date and not ${sheetToConfirm(tx, 'a')}
          and ${unsignedFrom(tx)} <= ${startedBy}::date`
  const { rows: found } = await sql<Tracked>`
    select a.id, a.reference, a.revision, a.status, ${sheetToConfirm(tx, 'a')} as "hasSheet", o.trading_name as "providerName",
      coalesce((${shownContent()} -> 'person' ->> 'givenName') || ' ' || (${shownContent()} -> 'person' ->> 'familyName'), '') as "personName",
      a.starts_on as "startsOn", ${unsignedFrom(tx)} as "unsignedFrom", a.respond_by as "respondBy",
      a.published_at as "publishedAt", s.seen_at as "seenAt", s.name as "seenBy",
      coalesce(m.count, 0)::int as reminders, m.last as "lastReminderAt", coalesce(m.escalated, false) as "isEscalated", y.comment,
      y.reason_code as reason, coalesce(x.expected, '[]'::json) as expected
    from (
      select * from agreements.agreement a where council_id = ${tx.councilId} and status in ('published', 'rejected')
        and ${started}
        and (${after?.day ?? null}::date is null or (starts_on, id) > (${after?.day ?? null}::date, ${after?.id ?? null}::uuid))
      order by starts_on, id limit ${rows + 1}
    ) a
    join published.provider o on o.council_id = ${tx.councilId} and o.id = a.provider_id
    join agreements.revision r on r.council_id = ${tx.councilId} and r.agreement_id = a.id and r.revision = a.revision
    left join agreements.response y on y.council_id = ${tx.councilId} and y.agreement_id = a.id and y.revision = a.revision
    left join lateral (select seen_at, name from agreements.sighting where council_id = ${tx.councilId} and agreement_id = a.id
      and revision = a.revision order by seen_at limit 1) s on true
    left join lateral (select count(*), max(sent_at) as last, bool_or(escalated) as escalated from agreements.reminder
      where council_id = ${tx.councilId} and agreement_id = a.id and revision = a.revision) m on true
    left join lateral (
      select json_agg(json_build_object('packageReference', p.reference, 'unit', p.unit, 'price', l.expected_price::text,
        'quantity', l.expected_quantity::text) order by p.reference) as expected
      from agreements.line_answer l
      join published.package p on p.council_id = ${tx.councilId} and p.id = l.package_id
      where l.council_id = ${tx.councilId} and l.agreement_id = a.id and l.revision = a.revision
        and (l.expected_price is not null or l.expected_quantity is not null)
    ) x on true
    order by a.starts_on, a.id`.execute(tx)
  return found
}

type Seeing = {
  readonly id: string
  readonly revision: number
  readonly providerId: string
  readonly serviceId: string
  readonly contractId: string
}

/** The first time that this person opened this revision. */
export async function recordSighting(tx: Tx, agreement: Seeing, by: { accountId: string; name: string; at: Date }) {
  await tx
    .insertInto('agreements.sighting')
    .values({
      council_id: tx.councilId,
      agreement_id: agreement.id,
      revision: agreement.revision,
      account_id: by.accountId,
      provider_id: agreement.providerId,
      service_id: agreement.serviceId,
      contract_id: agreement.contractId,
      name: by.name,
      seen_at: by.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function hasSeen(
  tx: Tx,
  { id, revision }: Pick<Seeing, 'id' | 'revision'>,
  accountId: string,
): Promise<boolean> {
  const seen = await tx
    .selectFrom('agreements.sighting')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('agreement_id', '=', id)
    .where('revision', '=', revision)
    .where('account_id', '=', accountId)
    .select('revision')
    .executeTakeFirst()
  return seen !== undefined
}

/** Whoever opened, answered or signed it, or filed a scan for it: they are told when it is taken back. */
export async function listWhoActed(tx: Tx, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ accountId: string }>`
    select account_id as "accountId" from agreements.sighting where council_id = ${tx.councilId} and agreement_id = ${id}
    union select responded_by from agreements.response where council_id = ${tx.councilId} and agreement_id = ${id}
    union select filed_by from agreements.paper_signature where council_id = ${tx.councilId} and agreement_id = ${id}`.execute(
    tx,
  )
  return rows.map(({ accountId }) => accountId)
}

/** Whoever published a revision of it. */
export async function listPublishers(tx: Tx, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ accountId: string }>`
    select distinct published_by as "accountId" from agreements.revision
    where council_id = ${tx.councilId} and agreement_id = ${id} and published_by is not null order by 1`.execute(tx)
  return rows.map(({ accountId }) => accountId)
}
