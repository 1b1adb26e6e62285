import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Asked } from '../rules/check-code.ts'
import type { AgreementStatus } from '../rules/response.ts'

export type Checked = {
  readonly council: string
  readonly reference: string
  readonly revision: number
  readonly status: AgreementStatus
  /** Whether a newer revision has taken the place of this one. */
  readonly isCurrent: boolean
  readonly fingerprint: string
  readonly publishedAt: Date
  /** What kind of file it is, when a file was given and is one of ours. */
  readonly paper: 'offer' | 'signed' | null
}

/** Several councils may use the same reference; each is named. */
const MOST = 10

/** Asked by the gate, which sees fingerprints and states of what was published, and no content and no name. */
export async function findDocuments(tx: Tx, asked: Asked): Promise<readonly Checked[]> {
  const { rows } = await sql<Checked>`
    select c.name as council, a.reference, r.revision, a.status, a.revision = r.revision as "isCurrent",
      encode(r.content_hash, 'hex') as fingerprint, r.published_at as "publishedAt", null as paper
    from agreements.revision r
    join agreements.agreement a on a.council_id = r.council_id and a.id = r.agreement_id
    join platform.council c on c.council_id = r.council_id
    where ${asked.by === 'fingerprint' ? withFingerprint(asked) : withReference(asked)}
    order by c.name, a.reference, r.revision desc limit ${MOST}`.execute(tx)
  return rows
}

function withFingerprint({ from, to }: Extract<Asked, { by: 'fingerprint' }>) {
  return sql`r.content_hash >= decode(${from}, 'hex') and r.content_hash <= decode(${to}, 'hex')`
}

function withReference({ references: [typed, upper] }: Extract<Asked, { by: 'reference' }>) {
  return sql`a.reference in (${typed}, ${upper}) and a.revision = r.revision`
}

/** A file as it was handed in: the same bytes as a paper of ours, or not. */
export async function findDocumentsOfFile(tx: Tx, sha256: Buffer): Promise<readonly Checked[]> {
  const { rows } = await sql<Checked>`
    select c.name as council, a.reference, r.revision, a.status, a.revision = r.revision as "isCurrent",
      encode(r.content_hash, 'hex') as fingerprint, r.published_at as "publishedAt", p.kind as paper
    from agreements.paper p
    join agreements.revision r on r.council_id = p.council_id and r.agreement_id = p.agreement_id and r.revision = p.revision
    join agreements.agreement a on a.council_id = p.council_id and a.id = p.agreement_id
    join platform.council c on c.council_id = p.council_id
    where p.sha256 = ${sha256} order by c.name limit ${MOST}`.execute(tx)
  return rows
}
