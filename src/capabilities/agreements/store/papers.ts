import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Content } from '../rules/content.ts'
import type { Evidence } from '../rules/evidence.ts'
import type { Reach } from './agreement.ts'
import { shownContent } from './shown-content.ts'

export type PaperKind = 'offer' | 'signed'
export type PaperKey = { readonly id: string; readonly revision: number }
export type KeptPaper = {
  readonly bytes: Buffer
  readonly sha256: string
  readonly sealedWith: string | null
  readonly madeAt: Date
}

export async function findPaper(
  tx: Tx,
  { providerId }: Reach,
  { id, revision, kind }: PaperKey & { readonly kind: PaperKind },
): Promise<KeptPaper | undefined> {
  return papers(tx, { providerId }, { id, revision, kind }).select('bytes').executeTakeFirst()
}

/** Without its bytes, for a page that says what there is: the newest that was sealed. */
export async function findSealed(tx: Tx, { providerId }: Reach, id: string) {
  return tx
    .selectFrom('agreements.paper')
    .where('council_id', '=', tx.councilId)
    .where('agreement_id', '=', id)
    .where('kind', '=', 'signed')
    .where(sql<boolean>`not ${isRestricted(tx, 'agreements.paper')}`)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .select([
      'revision',
      sql<string>`encode(sha256, 'hex')`.as('sha256'),
      'sealed_with as sealedWith',
      'made_at as madeAt',
      // The paper of the same text before anybody signed it; none where it was signed before its paper was made.
      sql<string | null>`(select encode(o.sha256, 'hex') from agreements.paper o where o.council_id = ${tx.councilId}
        and o.provider_id = agreements.paper.provider_id and o.agreement_id = agreements.paper.agreement_id
        and o.revision = agreements.paper.revision and o.kind = 'offer')`.as('offeredSha256'),
    ])
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
}
export type SealedPaper = NonNullable<Awaited<ReturnType<typeof findSealed>>>

function papers(tx: Tx, { providerId }: Reach, { id, revision, kind }: PaperKey & { readonly kind: PaperKind }) {
  return tx
    .selectFrom('agreements.paper')
    .where('council_id', '=', tx.councilId)
    .where('agreement_id', '=', id)
    .where('revision', '=', revision)
    .where('kind', '=', kind)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .where(sql<boolean>`not ${isRestricted(tx, 'agreements.paper')}`)
    .select([sql<string>`encode(sha256, 'hex')`.as('sha256'), 'sealed_with as sealedWith', 'made_at as madeAt'])
}

/** What was kept before a person was restricted has their details on it: it is given to nobody while they are. */
function isRestricted(tx: Tx, paper: string) {
  const of = (column: string) => sql.ref(`${paper}.${column}`)
  return sql`exists (
    select from agreements.agreement g join published.served_person w on w.council_id = ${tx.councilId}
      and w.provider_id = g.provider_id and w.person_id = g.person_id and w.restricted
    where g.council_id = ${tx.councilId} and g.provider_id = ${of('provider_id')} and g.id = ${of('agreement_id')})`
}

export type PaperCouncil = { readonly code: string; readonly name: string; readonly agreementWord: string }

export function getPaperCouncil(tx: Tx): Promise<PaperCouncil> {
  return tx
    .selectFrom('platform.council')
    .where('council_id', '=', tx.councilId)
    .select(['code', 'name', 'agreement_word as agreementWord'])
    .executeTakeFirstOrThrow()
}

/** A revision as its paper needs it: the text, and the one before it, which the first of an agreement finds in another. */
export type Printed = PaperKey & {
  readonly providerId: string
  readonly serviceId: string
  readonly contractId: string
  readonly reference: string
  readonly content: Content
  readonly before: Content | null
  readonly hash: string
  readonly publishedAt: Date | null
}

/** Those of the asked revisions that were published and have no paper of this kind yet. */
export async function listUnprinted(tx: Tx, kind: PaperKind, keys: readonly PaperKey[]): Promise<readonly Printed[]> {
  const { rows } = await sql<Printed>`
    select ${printed(tx)} from unnest(${keys.map(({ id }) => id)}::uuid[], ${keys.map(({ revision }) => revision)}::int[]) k (id, revision)
    join agreements.revision r on r.council_id = ${tx.councilId} and r.agreement_id = k.id and r.revision = k.revision
    join agreements.agreement a on a.council_id = ${tx.councilId} and a.id = r.agreement_id
    where r.published_at is not null and (${kind} = 'signed' or not ${isRestricted(tx, 'r')}) and not exists (select from agreements.paper p where p.council_id = ${tx.councilId}
      and p.agreement_id = k.id and p.revision = k.revision and p.kind = ${kind})
    order by r.agreement_id`.execute(tx)
  return rows
}

/** One revision to print now, whatever is kept of it. */
export async function findPrinted(
  tx: Tx,
  { providerId }: Reach,
  { id, revision }: PaperKey,
): Promise<Printed | undefined> {
  const { rows } = await sql<Printed>`
    select ${printed(tx)} from agreements.revision r
    join agreements.agreement a on a.council_id = ${tx.councilId} and a.id = r.agreement_id
    where r.council_id = ${tx.councilId} and r.agreement_id = ${id} and r.revision = ${revision}
      and (${providerId ?? null}::uuid is null or r.provider_id = ${providerId ?? null}::uuid)`.execute(tx)
  return rows[0]
}

function printed(tx: Tx) {
  return sql`r.agreement_id as id, r.revision, r.provider_id as "providerId", r.service_id as "serviceId",
    r.contract_id as "contractId", a.reference, ${shownContent()} as content, encode(r.content_hash, 'hex') as hash, r.published_at as "publishedAt",
    (select ${shownContent('b')} from agreements.revision b where b.council_id = ${tx.councilId} and b.published_at is not null
      and (b.agreement_id = r.agreement_id and b.revision = r.revision - 1
        or r.revision = 1 and b.agreement_id = a.replaces_agreement_id and b.revision = a.replaces_revision)) as before`
}

export type NewestPaper = { readonly printed: Printed; readonly kind: PaperKind; readonly bytes: Buffer | null }

/** Of each of the provider's agreements: the paper of the revision that stands, signed before unsigned. */
export async function listNewestPapers(tx: Tx, ids: readonly string[]): Promise<readonly NewestPaper[]> {
  const { rows } = await sql<Printed & { kind: PaperKind | null; bytes: Buffer | null }>`
    select ${printed(tx)}, p.kind, p.bytes from agreements.agreement a
    join agreements.revision r on r.council_id = ${tx.councilId} and r.provider_id = a.provider_id
      and r.agreement_id = a.id and r.revision = a.revision
    left join lateral (
      select kind, bytes from agreements.paper where council_id = ${tx.councilId} and provider_id = a.provider_id
        and agreement_id = a.id and revision = a.revision and not ${isRestricted(tx, 'agreements.paper')} order by kind = 'signed' desc limit 1
    ) p on true
    where a.council_id = ${tx.councilId} and a.provider_id = ${tx.providerId} and a.status <> 'draft'
      and a.id = any(${[...ids]}::uuid[])
    order by a.reference`.execute(tx)
  return rows.map(({ kind, bytes, ...one }) => ({ printed: one, kind: kind ?? 'offer', bytes }))
}

export type NewPaper = {
  readonly printed: Printed
  readonly kind: PaperKind
  readonly bytes: Buffer
  readonly sha256: Buffer
  readonly sealedWith: string | null
  readonly at: Date
}

/** The first one made stays: a job that runs again changes nothing. */
export async function recordPapers(tx: Tx, made: readonly NewPaper[]): Promise<void> {
  if (made.length === 0) return
  await tx
    .insertInto('agreements.paper')
    .values(
      made.map(({ printed: { id, revision, providerId, serviceId, contractId }, ...paper }) => ({
        council_id: tx.councilId,
        agreement_id: id,
        revision,
        provider_id: providerId,
        service_id: serviceId,
        contract_id: contractId,
        kind: paper.kind,
        bytes: paper.bytes,
        sha256: paper.sha256,
        sealed_with: paper.sealedWith,
        made_at: paper.at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export type SignedKey = PaperKey & { readonly evidence: Evidence }

/** What one act of signing signed, with the evidence that all of it shares. */
export async function listSignedBy(tx: Tx, signingId: string): Promise<readonly SignedKey[]> {
  const { rows } = await sql<PaperKey & Omit<Evidence, 'signingId'>>`
    select i.agreement_id as id, i.revision, s.signer_name as "signerName", s.typed_name as "typedName",
      s.job_title as "jobTitle", s.organisation, s.proved_at as "provedAt", s.policy, s.statements, s.signed_at as "signedAt",
      count(*) over ()::int as together
    from agreements.signing s join agreements.signing_item i on i.council_id = ${tx.councilId} and i.signing_id = s.id
    where s.council_id = ${tx.councilId} and s.id = ${signingId} and i.outcome = 'agreed'
    order by i.agreement_id`.execute(tx)
  return rows.map(({ id, revision, ...evidence }) => ({ id, revision, evidence: { ...evidence, signingId } }))
}
