import type { Stage } from '../../testing/stage.ts'
import { ask } from './ask.ts'

/** Written as the owner: rows that some act of the product would leave, of tables that nothing above has touched. */
export async function rowsOfStaff({ ownerUrl, clock }: Stage, councilId: string): Promise<void> {
  const now = clock.now()
  await ask(
    ownerUrl,
    `with note as (
       insert into conversations.internal_note (council_id, conversation_id, text, written_by, writer_name, written_at)
       select council_id, id, 'Between ourselves.', uuidv7(), 'Tom Bilney', $2::timestamptz from conversations.conversation where council_id = $1::uuid),
     mail as (
       insert into platform.mail (council_id, recipient, subject, body, queued_at) values ($1, 'someone@example.org', 'Something waits', 'Sign in', $2::timestamptz)),
     exception as (
       insert into payments.run_exception (council_id, run_id, severity, code, provider_id)
       select r.council_id, r.id, 'information', 'test', p.id from payments.run r, providers.organisation p
       where r.council_id = $1 and p.council_id = $1),
     attempt as (
       insert into access.sign_in_attempt (token_hash, password_right, positions, email, created_at) values (sha256($1::uuid::text::bytea), false, '{1,2,3}', 'someone@example.org', $2::timestamptz)),
     link as (
       insert into access.set_up_link (token_hash, account_id, made_at, expires_at)
       select sha256(account_id::text::bytea), account_id, $2::timestamptz, $2::timestamptz from access.membership where council_id = $1 on conflict do nothing),
     past as (
       insert into access.password_history (account_id, set_at, password_hash)
       select account_id, $2::timestamptz, 'argon2' from access.membership where council_id = $1 on conflict do nothing),
     debt as (
       insert into ledger.transfer (council_id, posted_on, provider_id, debit, credit, amount_pence, cause, cause_id)
       select council_id, $2::timestamptz::date, provider_id, 'recoverable', 'care-cost', 100, 'recovery', uuidv7()
       from ledger.account where council_id = $1 and kind = 'recoverable'),
     awake as (
       update access.account a set status = 'active' from access.membership m where m.council_id = $1::uuid and a.id = m.account_id),
     door as (
       insert into access.session (token_hash, account_id, created_at, last_seen_at, proved_at, council_id, membership_id)
       select sha256(id::text::bytea), account_id, $2::timestamptz, $2::timestamptz, $2::timestamptz, council_id, id from access.membership where council_id = $1::uuid),
     contact as (
       insert into providers.contact (council_id, provider_id, purpose, name, email)
       select council_id, id, 'payments', 'Pat Bell', 'pat@example.org' from providers.organisation where council_id = $1::uuid),
     asked as (
       insert into providers.change_request (council_id, provider_id, service_id, field, old_value, new_value, evidence, effective_on,
         status, at_once, requested_by, requester_name, requested_at)
       select council_id, provider_id, id, 'service-name', name, name || ' two', 'Renamed', $2::timestamptz::date, 'submitted', false, uuidv7(), 'Pat Bell', $2::timestamptz
       from providers.service where council_id = $1::uuid
       union all select council_id, id, null, 'trading-name', trading_name, trading_name || ' two', 'Renamed', $2::timestamptz::date, 'submitted', false, uuidv7(), 'Pat Bell', $2::timestamptz
       from providers.organisation where council_id = $1::uuid),
     bank as (
       insert into providers.bank_account (council_id, provider_id, account_name, details_cipher, key_version, last_four, called_name,
         called_number, number_source, called_on, entered_by, enterer_name, entered_at)
       select council_id, id, legal_name, 'sealed', 1, '4567', 'Pat Bell', '01632 960001', 'The contract', $2::timestamptz::date, uuidv7(), 'Tom Bilney', $2::timestamptz
       from providers.organisation where council_id = $1::uuid),
     acting as (
       insert into access.acting (council_id, provider_id, account_id, staff_name, reason, started_at, ends_at, ended_at)
       select o.council_id, o.id, s.account_id, s.name, 'Asked by telephone', $2::timestamptz, $2::timestamptz + interval '1 hour', $2::timestamptz
       from providers.organisation o cross join lateral (select account_id, name from access.membership m
         where m.council_id = o.council_id and m.provider_id is null order by id limit 1) s where o.council_id = $1::uuid),
     joining as (
       insert into access.join_request (council_id, provider_id, account_id, name, email, approver_id, approver_name, note, asked_at)
       select o.council_id, o.id, s.account_id, 'Sam Fry', 'sam@example.org', uuidv7(), 'Pat Bell', 'Night shifts', $2::timestamptz
       from providers.organisation o cross join lateral (select account_id from access.membership m
         where m.council_id = o.council_id and m.provider_id is null order by id limit 1) s where o.council_id = $1::uuid),
     wanted as (
       insert into access.contact_request (council_id, provider_id, kind, given_name, family_name, email, status, requested_by,
         requester_name, requested_at, membership_id)
       select o.council_id, o.id, s.kind, 'Nia', 'New', 'nia.' || s.status || '@example.org', s.status, m.account_id, m.name, $2::timestamptz,
         case when s.kind = 'change' then m.id end
       from providers.organisation o cross join (values ('draft', 'new'), ('requested', 'new'), ('draft', 'change')) s (status, kind)
       cross join lateral (select id, account_id, name from access.membership m
         where m.council_id = o.council_id and m.provider_id = o.id order by id limit 1) m where o.council_id = $1::uuid),
     passkey as (
       insert into access.passkey (account_id, credential_id, public_key, name, added_at)
       select distinct account_id, account_id::text, 'key'::bytea, 'My telephone', $2::timestamptz from access.membership
       where council_id = $1::uuid on conflict do nothing),
     connection as (
       insert into access.sign_on_connection (council_id, issuer, client_id, email_domains)
       values ($1::uuid, 'https://sign-in.example', 'portal', '{example.org}')),
     event as (
       insert into access.account_event (account_id, at, kind) select account_id, $2::timestamptz, 'signed-in' from access.membership where council_id = $1::uuid)
     select 1`,
    [councilId, now],
  )
}
