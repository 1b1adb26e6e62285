import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { BankStatus } from '../rules/bank.ts'

/** What may be shown of an account: never the numbers, which leave the database sealed or not at all. */
export type BankAccount = {
  readonly id: string
  readonly providerId: string
  readonly accountName: string
  readonly lastFour: string
  readonly calledName: string
  readonly calledNumber: string
  readonly numberSource: string
  readonly calledOn: LocalDate
  readonly status: BankStatus
  readonly enteredBy: string
  readonly entererName: string
  readonly enteredAt: Date
  readonly deciderName: string | null
  readonly decidedAt: Date | null
  readonly inForceOn: LocalDate | null
  readonly reason: string | null
  readonly enderName: string | null
  readonly endedAt: Date | null
  readonly version: number
}

/** Newest first. A company changes its bank a few times in its life. */
export async function listBankAccounts(tx: Tx, providerId: string): Promise<BankAccount[]> {
  return tx
    .selectFrom('providers.bank_account')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .select([
      'id',
      'provider_id as providerId',
      'account_name as accountName',
      'last_four as lastFour',
      'called_name as calledName',
      'called_number as calledNumber',
      'number_source as numberSource',
      'called_on as calledOn',
      'status',
      'entered_by as enteredBy',
      'enterer_name as entererName',
      'entered_at as enteredAt',
      'decider_name as deciderName',
      'decided_at as decidedAt',
      'in_force_on as inForceOn',
      'reason',
      'ender_name as enderName',
      'ended_at as endedAt',
      'row_version as version',
    ])
    .$narrowType<{ status: BankStatus }>()
    .orderBy('entered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

/** One of an organisation's accounts, while the organisation is locked. */
export async function getBankAccount(tx: Tx, providerId: string, id: string): Promise<BankAccount> {
  const found = (await listBankAccounts(tx, providerId)).find((account) => account.id === id)
  if (found === undefined) throw new NotFound('bank account')
  return found
}

export type NewBankAccount = {
  readonly id: string
  readonly providerId: string
  readonly accountName: string
  readonly cipher: Buffer
  readonly keyVersion: number
  readonly lastFour: string
  readonly calledName: string
  readonly calledNumber: string
  readonly numberSource: string
  readonly calledOn: LocalDate
  readonly by: string
  readonly name: string
  readonly at: Date
}

export async function recordBankAccount(tx: Tx, account: NewBankAccount): Promise<void> {
  await tx
    .insertInto('providers.bank_account')
    .values({
      council_id: tx.councilId,
      id: account.id,
      provider_id: account.providerId,
      account_name: account.accountName,
      details_cipher: account.cipher,
      key_version: account.keyVersion,
      last_four: account.lastFour,
      called_name: account.calledName,
      called_number: account.calledNumber,
      number_source: account.numberSource,
      called_on: account.calledOn,
      entered_by: account.by,
      enterer_name: account.name,
      entered_at: account.at,
    })
    .execute()
}

type Person = { readonly by: string; readonly name: string; readonly at: Date }
type Decided = {
  readonly status: 'approved' | 'refused'
  readonly inForceOn: LocalDate | null
  readonly reason: string | null
}

export async function recordBankDecision(
  tx: Tx,
  id: string,
  { status, inForceOn, reason, by, name, at }: Decided & Person,
): Promise<void> {
  await tx
    .updateTable('providers.bank_account')
    .set({
      status,
      in_force_on: inForceOn,
      reason,
      decided_by: by,
      decider_name: name,
      decided_at: at,
      row_version: sql`row_version + 1`,
    })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}

export async function recordBankCancelled(
  tx: Tx,
  id: string,
  { reason, by, name, at }: Person & { readonly reason: string },
): Promise<void> {
  await tx
    .updateTable('providers.bank_account')
    .set({
      status: 'cancelled',
      reason,
      ended_by: by,
      ender_name: name,
      ended_at: at,
      row_version: sql`row_version + 1`,
    })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}

/** What the provider sees of its account. True when it was another before. */
export async function recordLastFour(tx: Tx, providerId: string, lastFour: string): Promise<boolean> {
  const changed = await tx
    .updateTable('providers.organisation')
    .set({ bank_last_four: lastFour, row_version: sql`row_version + 1` })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', providerId)
    .where('bank_last_four', 'is distinct from', lastFour)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}
