import type { Tx } from '../../../platform/db/tx.ts'
import type { PreparingStep } from '../rules/run.ts'

export type Preparation = {
  readonly askedBy: string
  readonly askedName: string
  readonly askedAt: Date
  readonly step: PreparingStep | 'waiting'
  readonly stepAt: Date
  readonly faultedAt: Date | null
}

export function findPreparation(tx: Tx, periodId: string): Promise<Preparation | undefined> {
  return tx
    .selectFrom('payments.preparation')
    .where('council_id', '=', tx.councilId)
    .where('period_id', '=', periodId)
    .select([
      'asked_by as askedBy',
      'asked_name as askedName',
      'asked_at as askedAt',
      'step',
      'step_at as stepAt',
      'faulted_at as faultedAt',
    ])
    .executeTakeFirst()
}

type Asked = { readonly periodId: string; readonly by: string; readonly name: string; readonly at: Date }

/** Asked twice, the first stands. */
export async function insertPreparation(tx: Tx, { periodId, by, name, at }: Asked): Promise<void> {
  await tx
    .insertInto('payments.preparation')
    .values({
      council_id: tx.councilId,
      period_id: periodId,
      asked_by: by,
      asked_name: name,
      asked_at: at,
      step_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function reachStep(tx: Tx, periodId: string, step: PreparingStep, at: Date): Promise<void> {
  await tx
    .updateTable('payments.preparation')
    .set({ step, step_at: at, faulted_at: null })
    .where('council_id', '=', tx.councilId)
    .where('period_id', '=', periodId)
    .execute()
}

export async function noteFault(tx: Tx, periodId: string, at: Date): Promise<void> {
  await tx
    .updateTable('payments.preparation')
    .set({ faulted_at: at })
    .where('council_id', '=', tx.councilId)
    .where('period_id', '=', periodId)
    .execute()
}

export async function removePreparation(tx: Tx, periodId: string): Promise<void> {
  await tx
    .deleteFrom('payments.preparation')
    .where('council_id', '=', tx.councilId)
    .where('period_id', '=', periodId)
    .execute()
}
