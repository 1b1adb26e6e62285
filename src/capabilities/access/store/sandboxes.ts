import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { SandboxState } from '../rules/sandboxes.ts'

export type Sandbox = {
  readonly id: string
  readonly providerId: string
  readonly name: string
  readonly state: SandboxState
  readonly generation: number
  readonly daysAhead: number
  readonly madeAt: Date
  readonly madeBy: string
  readonly filledAt: Date | null
  readonly resetsOn: LocalDate | null
  readonly resets: number
}

function sandboxes(tx: Tx) {
  return tx
    .selectFrom('access.sandbox')
    .where('council_id', '=', tx.councilId)
    .select([
      'id',
      'provider_id as providerId',
      'name',
      sql<SandboxState>`state`.as('state'),
      'generation',
      'days_ahead as daysAhead',
      'made_at as madeAt',
      'made_by as madeBy',
      'filled_at as filledAt',
      'resets_on as resetsOn',
      'resets',
    ])
}

const MOST_SHOWN = 50

/** Newest first, those that were closed too. */
export function listSandboxes(tx: Tx): Promise<readonly Sandbox[]> {
  return sandboxes(tx)
    .where('provider_id', '=', tx.providerId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .execute()
}

/** Of this provider, or for the product itself of any. */
export function lockSandbox(tx: Tx, id: string, providerId: string | undefined): Promise<Sandbox | undefined> {
  return sandboxes(tx)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Holds the organisation's sandboxes, so that two people at once do not open more than there may be. */
export async function countSandboxes(tx: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sandboxes ' || ${tx.providerId}, 0))`.execute(tx)
  const { open } = await tx
    .selectFrom('access.sandbox')
    .select((eb) => eb.fn.countAll<bigint>().as('open'))
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('state', '!=', 'ended')
    .executeTakeFirstOrThrow()
  return Number(open)
}

type By = { readonly at: Date; readonly by: string }

export async function insertSandbox(tx: Tx, name: string, { at, by }: By): Promise<string> {
  const { id } = await tx
    .insertInto('access.sandbox')
    .values({
      council_id: tx.councilId,
      provider_id: tx.providerId,
      name,
      state: 'filling',
      asked_at: at,
      made_at: at,
      made_by: by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A statement of the provider's side names the provider, and the product itself may as well. */
type Of = Pick<Sandbox, 'id' | 'providerId'>
type Reset = { readonly at: Date; readonly today: LocalDate }

/** The next generation, at today's time again; how many resets this makes today is counted. */
export async function startFilling(tx: Tx, { id, providerId }: Of, { at, today }: Reset): Promise<number> {
  const { rows } = await sql<{ generation: number }>`
    update access.sandbox set state = 'filling', generation = generation + 1, days_ahead = 0, asked_at = ${at},
      resets = case when resets_on = ${today} then resets + 1 else 1 end, resets_on = ${today}, row_version = row_version + 1
    where council_id = ${tx.councilId} and provider_id = ${providerId} and id = ${id} returning generation`.execute(tx)
  const [started] = rows
  if (started === undefined) throw new Error('a locked sandbox is there')
  return started.generation
}

export async function moveClock(tx: Tx, { id, providerId }: Of, daysAhead: number): Promise<void> {
  await tx
    .updateTable('access.sandbox')
    .set((eb) => ({ days_ahead: daysAhead, row_version: eb('row_version', '+', 1) }))
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .where('id', '=', id)
    .execute()
}

export async function closeSandboxRow(tx: Tx, id: string, { at, by }: By): Promise<void> {
  await tx
    .updateTable('access.sandbox')
    .set((eb) => ({ state: 'ended', ended_at: at, ended_by: by, row_version: eb('row_version', '+', 1) }))
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .execute()
}

export type Filled = {
  readonly councilId: string
  readonly weeklyProviderId: string
  readonly visitsProviderId: string
}

/** From now on every test key of it reaches what was filled in. */
export async function noteFilled(tx: Tx, id: string, filled: Filled, at: Date): Promise<void> {
  await tx
    .updateTable('access.sandbox')
    .set((eb) => ({
      state: 'ready',
      inside_council_id: filled.councilId,
      weekly_provider_id: filled.weeklyProviderId,
      visits_provider_id: filled.visitsProviderId,
      filled_at: at,
      row_version: eb('row_version', '+', 1),
    }))
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}

export async function noteNotFilled(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('access.sandbox')
    .set((eb) => ({ state: 'failed', row_version: eb('row_version', '+', 1) }))
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}
