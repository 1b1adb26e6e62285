import type { Work } from '../../../platform/work.ts'
import { recordScanDisposal } from '../store/scan-disposal.ts'

type Stone = { readonly fileId: string; readonly fingerprint: string }

/** Its time is over by the council’s schedule, and its certificate is written. That it was signed, by whom and when, stays. */
export async function disposeOfScan({ tx, now }: Work, stone: Stone): Promise<void> {
  await recordScanDisposal(tx, stone, now)
}
