import type { Work } from '../../../platform/work.ts'
import { recordDisposal } from '../store/attachments.ts'

export type Stone = { readonly fileId: string; readonly fingerprint: string }

/** Its time is over by the council’s schedule, and its certificate is written: in the thread a stone takes its place. */
export async function disposeOfAttachment({ tx, now }: Work, stone: Stone): Promise<void> {
  await recordDisposal(tx, stone, now)
}
