import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import { giveWay, lockStanding } from './standing.ts'

/** Whose agreements: those of one provider, or of every service of a sector. */
export type Chosen = { readonly providerId: string } | { readonly sector: string }

export type Due = {
  readonly id: string
  readonly reference: string
  readonly revision: number
  readonly hash: string
  readonly providerId: string
  readonly providerName: string
  /** Whole pence. */
  readonly weekly: bigint
}

/** What is published and unanswered, in one order; `lock` keeps it so until the work ends. */
export async function listDue(tx: Tx, chosen: Chosen, { lock }: { readonly lock: boolean }): Promise<readonly Due[]> {
  const of =
    'providerId' in chosen
      ? sql`a.provider_id = ${chosen.providerId}`
      : sql`exists (select from published.service s where s.council_id = ${tx.councilId} and s.id = a.service_id and s.sector = ${chosen.sector})`
  const { rows } = await sql<Due>`
    select a.id, a.reference, a.revision, encode(r.content_hash, 'hex') as hash, a.provider_id as "providerId",
      o.trading_name as "providerName", (r.content ->> 'weeklyPence')::bigint as weekly
    from agreements.agreement a
    join agreements.revision r on r.council_id = ${tx.councilId} and r.agreement_id = a.id and r.revision = a.revision
    join published.provider o on o.council_id = ${tx.councilId} and o.id = a.provider_id
    where a.council_id = ${tx.councilId} and a.status = 'published' and ${of}
    order by a.id ${lock ? sql`for update of a` : sql``}`.execute(tx)
  return rows
}

export async function listChoices(
  tx: Tx,
): Promise<{ readonly sectors: readonly string[]; readonly providers: readonly { id: string; name: string }[] }> {
  const [sectors, providers] = await Promise.all([
    tx
      .selectFrom('published.service')
      .where('council_id', '=', tx.councilId)
      .select('sector')
      .distinct()
      .orderBy('sector')
      .execute(),
    tx
      .selectFrom('published.provider')
      .where('council_id', '=', tx.councilId)
      .select(['id', 'trading_name as name'])
      .orderBy('trading_name')
      .orderBy('id')
      .limit(2_000)
      .execute(),
  ])
  return {
    sectors: sectors.map(({ sector }) => sector),
    providers,
  }
}

type Act = {
  readonly chosen: Chosen
  readonly reason: string
  readonly count: number
  readonly listHash: Buffer
  readonly at: Date
  readonly by: string
  readonly name: string
}

export async function recordSwitchOver(tx: Tx, act: Act): Promise<string> {
  const { id } = await tx
    .insertInto('agreements.switch_over')
    .values({
      council_id: tx.councilId,
      provider_id: 'providerId' in act.chosen ? act.chosen.providerId : null,
      sector: 'sector' in act.chosen ? act.chosen.sector : null,
      reason: act.reason,
      agreements: act.count,
      list_hash: act.listHash,
      agreed_at: act.at,
      agreed_by: act.by,
      agreer_name: act.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const everyone = { providerId: undefined }

export type Opened = { readonly packageId: string; readonly from: string }

/** All of them in three statements, whatever their number: answered, agreed, and lines that were agreed before give way. */
export async function agreeAll(
  tx: Tx,
  ids: readonly string[],
  act: Pick<Act, 'at' | 'by' | 'name'> & { readonly id: string },
) {
  const all = sql`any(${[...ids]}::uuid[])`
  await sql`
    insert into agreements.response (council_id, agreement_id, revision, provider_id, service_id, contract_id, kind, signed_name,
      content_hash, responded_by, responder_name, responded_at, switch_over_id)
    select a.council_id, a.id, a.revision, a.provider_id, a.service_id, a.contract_id, 'agreed', 'Agreed at the switch-over',
      r.content_hash, ${act.by}, ${act.name}, ${act.at}, ${act.id}
    from agreements.agreement a
    join agreements.revision r on r.council_id = ${tx.councilId} and r.agreement_id = a.id and r.revision = a.revision
    where a.council_id = ${tx.councilId} and a.id = ${all}`.execute(tx)
  await sql`update agreements.agreement set status = 'agreed' where council_id = ${tx.councilId} and id = ${all}`.execute(
    tx,
  )
  await lockStanding(tx, everyone, ids)
  await giveWay(tx, everyone, ids)
  const { rows } = await sql<Opened>`
    select distinct on (line ->> 'packageId') line ->> 'packageId' as "packageId", line ->> 'startsOn' as "from"
    from agreements.agreement a
    join agreements.revision r on r.council_id = ${tx.councilId} and r.agreement_id = a.id and r.revision = a.revision
    cross join lateral jsonb_array_elements(r.content -> 'lines') line
    where a.council_id = ${tx.councilId} and a.id = ${all}
    order by line ->> 'packageId', line ->> 'startsOn'`.execute(tx)
  return rows
}
