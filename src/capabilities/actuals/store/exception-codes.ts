import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { CodeDays, KnownCodes } from '../rules/exception-code.ts'

export type ExceptionCode = CodeDays & {
  readonly code: string
  readonly label: string
  readonly addedName: string
  readonly endedName: string | null
}

/** Every code there ever was, those in use first. */
export async function listExceptionCodes(tx: Tx): Promise<readonly ExceptionCode[]> {
  return tx
    .selectFrom('actuals.exception_code')
    .select([
      'code',
      'label',
      'starts_on as startsOn',
      'ends_on as endsOn',
      'added_name as addedName',
      'ended_name as endedName',
    ])
    .where('council_id', '=', tx.councilId)
    .orderBy(sql`ends_on is not null`)
    .orderBy('code')
    .limit(500)
    .execute()
}

export async function listKnownCodes(tx: Tx): Promise<KnownCodes> {
  const codes = await listExceptionCodes(tx)
  return new Map(codes.map(({ code, startsOn, endsOn }) => [code.toLowerCase(), { startsOn, endsOn }]))
}

/** False when there is or was a code of these letters. */
export async function addExceptionCode(
  tx: Tx,
  { code, label, startsOn, name, at }: Pick<ExceptionCode, 'code' | 'label' | 'startsOn'> & Stamp,
): Promise<boolean> {
  const added = await tx
    .insertInto('actuals.exception_code')
    .values({ council_id: tx.councilId, code, label, starts_on: startsOn, added_name: name, added_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('code')
    .execute()
  return added.length > 0
}
type Stamp = { readonly name: string; readonly at: Date }

export async function lockExceptionCode(tx: Tx, code: string): Promise<CodeDays> {
  return tx
    .selectFrom('actuals.exception_code')
    .select(['starts_on as startsOn', 'ends_on as endsOn'])
    .where('council_id', '=', tx.councilId)
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('exception code'))
}

export async function endExceptionCode(
  tx: Tx,
  code: string,
  { endsOn, name, at }: Stamp & { readonly endsOn: LocalDate },
): Promise<void> {
  await tx
    .updateTable('actuals.exception_code')
    .set({ ends_on: endsOn, ended_name: name, ended_at: at })
    .where('council_id', '=', tx.councilId)
    .where('code', '=', code)
    .execute()
}
