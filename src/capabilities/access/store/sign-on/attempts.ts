import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { Claims } from '../../rules/sign-on.ts'

/** Who has left for the issuer and may come back once. */
export type SignOnAttempt = {
  readonly councilId: string
  readonly connectionId: string
  /** To come in, to show again who is at the keyboard, or to see what the issuer says without coming in. */
  readonly purpose: 'sign-in' | 'proof' | 'try'
  readonly accountId: string | null
  readonly sessionHash: Buffer | null
  readonly returnTo: string
  readonly createdAt: Date
  /** What SAML brought, which waits here for the browser that left. */
  readonly answer: Claims | null
  readonly answerHash: Buffer | null
}
const columns = [
  'council_id as councilId',
  'connection_id as connectionId',
  'purpose',
  'account_id as accountId',
  'session_hash as sessionHash',
  'return_to as returnTo',
  'created_at as createdAt',
  'answer_hash as answerHash',
  sql<Claims | null>`answer`.as('answer'),
] as const

type Departing = Omit<SignOnAttempt, 'answer' | 'answerHash'> & {
  readonly address: string
  readonly requestId?: string
  readonly relayHash?: Buffer
}

export async function keepSignOnAttempt(tx: Tx, tokenHash: Buffer, attempt: Departing): Promise<void> {
  await tx
    .insertInto('access.sign_on_attempt')
    .values({
      token_hash: tokenHash,
      council_id: attempt.councilId,
      connection_id: attempt.connectionId,
      purpose: attempt.purpose,
      account_id: attempt.accountId,
      session_hash: attempt.sessionHash,
      return_to: attempt.returnTo,
      address: attempt.address,
      created_at: attempt.createdAt,
      request_id: attempt.requestId ?? null,
      relay_hash: attempt.relayHash ?? null,
    })
    .execute()
}

export async function findSignOnAttempt(tx: Tx, tokenHash: Buffer): Promise<SignOnAttempt | undefined> {
  return tx.selectFrom('access.sign_on_attempt').select(columns).where('token_hash', '=', tokenHash).executeTakeFirst()
}

/** Whoever comes back first has it: an answer is used once. */
export async function takeSignOnAttempt(tx: Tx, tokenHash: Buffer): Promise<SignOnAttempt | undefined> {
  return tx
    .deleteFrom('access.sign_on_attempt')
    .where('token_hash', '=', tokenHash)
    .returning(columns)
    .executeTakeFirst()
}

type SamlRequest = { readonly requestId: string; readonly connectionId: string; readonly createdAt: Date }

/** What a SAML answer says that it answers, as long as nothing has answered it. */
export async function findRequest(tx: Tx, relayHash: Buffer): Promise<SamlRequest | undefined> {
  const { rows } = await sql<SamlRequest>`
    select request_id as "requestId", connection_id as "connectionId", created_at as "createdAt"
    from access.sign_on_attempt where relay_hash = ${relayHash} and answer_hash is null`.execute(tx)
  return rows[0]
}

type Answering = { readonly relayHash: Buffer; readonly answerHash: Buffer; readonly answer: Claims }

/** False for the second of two answers. */
export async function answerSignOnAttempt(tx: Tx, { relayHash, answerHash, answer }: Answering): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.sign_on_attempt set answer_hash = ${answerHash}, answer = ${JSON.stringify(answer)}::jsonb
    where relay_hash = ${relayHash} and answer_hash is null`.execute(tx)
  return numAffectedRows === 1n
}

/** An answer that could not be trusted ends the departure, so that nobody tries a thousand. */
export async function forgetRequest(tx: Tx, relayHash: Buffer): Promise<void> {
  await tx.deleteFrom('access.sign_on_attempt').where('relay_hash', '=', relayHash).execute()
}

export async function forgetSignOnAttempts(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('access.sign_on_attempt').where('created_at', '<', before).execute()
}

/** Departures from one address since then: an office leaves a few a minute, a program that fills the table many. */
export async function countDepartures(tx: Tx, address: string, since: Date): Promise<number> {
  const { rows } = await sql<{ departures: bigint }>`
    select count(*) as departures from access.sign_on_attempt where address = ${address} and created_at > ${since}`.execute(
    tx,
  )
  return Number(rows[0]?.departures ?? 0n)
}

/** At the gate: the issuer said that this person has just signed in again. */
export async function noteProof(tx: Tx, sessionHash: Buffer, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('access.session')
    .set({ proved_at: now })
    .where('token_hash', '=', sessionHash)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}
