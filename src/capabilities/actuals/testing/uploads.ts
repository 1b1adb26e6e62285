import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { FileKind } from '../../../platform/files/kinds.ts'
import type { ReceivedFile } from '../../../platform/files/stored-file.ts'
import type { Actor } from '../../../platform/work.ts'
import { providerActor, type Stage } from '../../../testing/stage.ts'
import type { APackage, AProvider } from '../../../testing/world.ts'
import { receiveUpload } from '../commands/upload/receive-upload.ts'

export function aReceived(
  content: string | Buffer,
  over: { readonly name?: string; readonly kind?: FileKind } = {},
): ReceivedFile {
  const bytes = Buffer.from(content)
  return {
    name: over.name ?? 'weeks.csv',
    kind: over.kind ?? 'csv',
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    scanned: false,
    read: () => Promise.resolve(bytes),
    keepAs: () => Promise.resolve(),
  }
}

export const HEADING = 'cpli_id,client_ref,week_start,actual,frustrated,missed,extra,visits,comment,row_version'

/** 'week_start,actual,…' of one package, with its references before. */
export function aLine(care: APackage, rest: string): string {
  return `${care.reference},W-${care.personId.slice(0, 8)},${rest}`
}

export type JudgedRow = {
  readonly line: number
  readonly outcome: string
  readonly codes: readonly string[] | null
  readonly warnings: readonly string[] | null
  readonly planned: bigint | null
  readonly was_version: number | null
  readonly held_code: string | null
  readonly amount_pence: bigint | null
}

/** Sends a file as the provider's own page would, and answers with what became of it and of each row. */
export async function anUpload(stage: Stage, provider: AProvider, content: string | Buffer, over: Sending = {}) {
  const actor = over.actor ?? providerActor(provider)
  const outcome = await stage.work.run(actor, (work) =>
    receiveUpload(work, {
      file: aReceived(content, over),
      checkOnly: over.checkOnly ?? false,
      mapId: over.mapId ?? null,
      source: 'screen',
    }),
  )
  if (!outcome.ok) throw new Error('an upload is always received')
  return { ...outcome.value, ...(await uploadAsItIs(stage, provider, outcome.value.uploadId)) }
}
type Sending = {
  readonly name?: string
  readonly kind?: FileKind
  readonly actor?: Actor
  readonly checkOnly?: boolean
  readonly mapId?: string | null
}

export async function uploadAsItIs(stage: Stage, provider: AProvider, uploadId: string) {
  return stage.db.read(providerActor(provider).scope, async (tx) => {
    const head = await tx
      .selectFrom('actuals.upload')
      .selectAll()
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', tx.providerId)
      .where('id', '=', uploadId)
      .executeTakeFirstOrThrow()
    const { rows } = await sql<JudgedRow>`
      select * from actuals.upload_row where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and upload_id = ${uploadId}
      order by line`.execute(tx)
    return { head, rows }
  })
}
