import type { Work } from '../../../platform/work.ts'
import type { Agreement } from '../store/agreement.ts'

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
