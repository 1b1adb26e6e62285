import type { Work } from '../../../platform/work.ts'
import type { Agreement } from '../store/agreement.ts'
import type { GaveWay } from '../store/publishing.ts'

/** What a rejection opens, and what becomes of it is said in: one thread for each revision that was rejected. */
export function rejectionKey({ id, revision }: Pick<Agreement, 'id' | 'revision'>): string {
  return `agreement-rejected:${id}:${String(revision)}`
}

/** Threads belong to a later capability, which is handed in. Where a key has opened none, nothing is said. */
export type TellThread = (work: Work, told: ToldInThread) => Promise<unknown>
type ToldInThread = {
  readonly key: string
  readonly providerId: string
  readonly text: string
}

/** Of each that was rejected, its thread hears what took its place: nobody waits for an answer to it any more. */
export async function noteSuperseded(work: Work, gaveWay: readonly GaveWay[], tellThread: TellThread): Promise<void> {
  for (const one of gaveWay) {
    await work.audit('agreement.superseded', { type: 'agreement', id: one.id }, { by: one.by })
    if (one.was !== 'rejected') continue
    const text = `The council has published another agreement about the same care: ${one.byReference} takes the place of this one.`
    await tellThread(work, { providerId: one.providerId, key: rejectionKey(one), text })
  }
}

export async function tellWithdrawal(
  work: Work,
  agreement: Pick<Agreement, 'id' | 'revision' | 'providerId'>,
  { reason, tellThread }: Withdrawal,
): Promise<void> {
  const { providerId } = agreement
  const text = `The council has withdrawn the agreement: ${reason}`
  await tellThread(work, { providerId, key: rejectionKey(agreement), text })
}
export type Withdrawal = { readonly reason: string; readonly tellThread: TellThread }
