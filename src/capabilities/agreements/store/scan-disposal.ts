import type { Tx } from '../../../platform/db/tx.ts'

type Stone = { readonly fileId: string; readonly fingerprint: string }

/** What the file was called may name somebody, so that goes too. */
export async function recordScanDisposal(tx: Tx, { fileId, fingerprint }: Stone, at: Date): Promise<void> {
  await tx
    .updateTable('agreements.paper_signature')
    .set({ name: 'Disposed of', disposed_at: at, fingerprint })
    .where('council_id', '=', tx.councilId)
    .where('file_id', '=', fileId)
    .execute()
}
