import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Evidence } from '../rules/evidence.ts'
import type { Agreement, Reach } from './agreement.ts'
import { shownContent } from './shown-content.ts'

export type NewSigning = Omit<Evidence, 'signingId' | 'together'> & { readonly by: string }

export async function recordSigning(tx: Tx, signing: NewSigning): Promise<string> {
  const { id } = await tx
    .insertInto('agreements.signing')
    .values({
      council_id: tx.councilId,
      provider_id: tx.providerId,
      signed_by: signing.by,
      signer_name: signing.signerName,
      job_title: signing.jobTitle,
      organisation: signing.organisation,
      typed_name: signing.typedName,
      statements: [...signing.statements],
      proved_at: signing.provedAt,
      policy: signing.policy,
      signed_at: signing.signedAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type SigningItem = {
  readonly agreement: Pick<Agreement, 'id' | 'revision' | 'providerId' | 'serviceId' | 'contractId'>
  /** 'agreed', or the code of the refusal. */
  readonly outcome: string
}

export async function recordSigningItems(tx: Tx, signingId: string, items: readonly SigningItem[]): Promise<void> {
  await tx
    .insertInto('agreements.signing_item')
    .values(
      items.map(({ agreement, outcome }) => ({
        council_id: tx.councilId,
        signing_id: signingId,
        agreement_id: agreement.id,
        revision: agreement.revision,
        provider_id: agreement.providerId,
        service_id: agreement.serviceId,
        contract_id: agreement.contractId,
        outcome,
      })),
    )
    .execute()
}

export type Signatory = {
  readonly accountId: string
  readonly name: string
  readonly email: string
  readonly jobTitle: string
}
type Place = Pick<Agreement, 'providerId' | 'serviceId' | 'contractId'>

/** Who may sign for this care today: their authority is for the organisation, its service or its contract. */
export function listSignatories(tx: Tx, { providerId, serviceId, contractId }: Place, today: LocalDate) {
  return tx
    .selectFrom('published.signatory as s')
    .where('s.council_id', '=', tx.councilId)
    .where('s.provider_id', '=', providerId)
    .where('s.starts_on', '<=', today)
    .where((eb) => eb.or([eb('s.ends_on', 'is', null), eb('s.ends_on', '>', today)]))
    .where((eb) =>
      eb.or([
        eb('s.scope', '=', 'organisation'),
        eb('s.service_id', '=', serviceId),
        eb('s.contract_id', '=', contractId),
      ]),
    )
    .select(['s.account_id as accountId', 's.name', 's.email', 's.job_title as jobTitle'])
    .distinct()
    .orderBy('s.name')
    .orderBy('s.account_id')
    .limit(50)
    .execute() as Promise<Signatory[]>
}

type SignatoryScope = {
  readonly providerId: string
  readonly scope: 'organisation' | 'contract' | 'service'
  readonly serviceId: string | null
  readonly contractId: string | null
}

/** What there is authority for at these providers, whoever has it. */
export async function listSignatoryScopes(tx: Tx, providerIds: readonly string[], today: LocalDate) {
  const { rows } = await sql<SignatoryScope>`
    select distinct provider_id as "providerId", scope, service_id as "serviceId", contract_id as "contractId"
    from published.signatory where council_id = ${tx.councilId} and provider_id = any(${[...providerIds]}::uuid[])
      and starts_on <= ${today} and (ends_on is null or ends_on > ${today})`.execute(tx)
  return rows
}

const MOST_TOLD = 200

/** Whoever may sign anything, provider by provider. */
export async function listSignatoriesOf(
  tx: Tx,
  providerIds: readonly string[],
  today: LocalDate,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ providerId: string; accountIds: readonly string[] }>`
    select provider_id as "providerId", array_agg(distinct account_id order by account_id) as "accountIds"
    from published.signatory where council_id = ${tx.councilId} and provider_id = any(${[...providerIds]}::uuid[])
      and starts_on <= ${today} and (ends_on is null or ends_on > ${today})
    group by provider_id order by provider_id`.execute(tx)
  return new Map(rows.map(({ providerId, accountIds }) => [providerId, accountIds.slice(0, MOST_TOLD)]))
}

export async function getOrganisationName(tx: Tx, providerId: string): Promise<string> {
  const { name } = await tx
    .selectFrom('published.provider')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', providerId)
    .select('trading_name as name')
    .executeTakeFirstOrThrow()
  return name
}

export type RevisionEvidence = Evidence & { readonly revision: number }

/** What the newest signature rests on; none for what was agreed elsewhere, before the portal. */
export async function findEvidence(tx: Tx, { providerId }: Reach, id: string): Promise<RevisionEvidence | undefined> {
  const { rows } = await sql<RevisionEvidence>`
    select r.revision, s.id as "signingId", s.signer_name as "signerName", s.typed_name as "typedName", s.job_title as "jobTitle",
      s.organisation, s.proved_at as "provedAt", s.policy, s.statements, s.signed_at as "signedAt",
      (select count(*)::int from agreements.signing_item i where i.council_id = ${tx.councilId}
        and i.provider_id = s.provider_id and i.signing_id = s.id and i.outcome = 'agreed') as together
    from agreements.response r
    join agreements.signing s on s.council_id = ${tx.councilId} and s.provider_id = r.provider_id and s.id = r.signing_id
    where r.council_id = ${tx.councilId} and r.agreement_id = ${id}
      and (${providerId ?? null}::uuid is null or r.provider_id = ${providerId ?? null}::uuid)
    order by r.revision desc limit 1`.execute(tx)
  return rows[0]
}

/** One's own act that agreed all of these as they stand: for whoever presses the button again, or comes back to its page. */
export async function findOwnSigning(
  tx: Tx,
  accountId: string,
  agreementIds: readonly string[],
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select i.signing_id as id from agreements.signing_item i
    join agreements.signing s on s.council_id = ${tx.councilId} and s.provider_id = i.provider_id and s.id = i.signing_id
      and s.signed_by = ${accountId}
    join agreements.agreement a on a.council_id = ${tx.councilId} and a.provider_id = i.provider_id and a.id = i.agreement_id
      and a.revision = i.revision and a.status = 'agreed'
    where i.council_id = ${tx.councilId} and i.provider_id = ${tx.providerId} and i.outcome = 'agreed'
      and i.agreement_id = any(${[...agreementIds]}::uuid[])
    group by i.signing_id having count(*) = ${new Set(agreementIds).size} order by i.signing_id limit 1`.execute(tx)
  return rows[0]?.id
}

export type Signed = {
  readonly agreementId: string
  readonly reference: string
  readonly revision: number
  readonly personName: string
  readonly outcome: string
  readonly isSealed: boolean
  readonly recordableFrom: LocalDate | null
  /** Whether all of its care is paid from its dates, with nothing to record. */
  readonly isStay: boolean
}

/** The result of one act of signing, a row for each agreement it was about. */
export async function listSigned(tx: Tx, signingId: string): Promise<readonly Signed[]> {
  const { rows } = await sql<Signed>`
    select i.agreement_id as "agreementId", a.reference, i.revision, i.outcome,
      coalesce((${shownContent()} -> 'person' ->> 'givenName') || ' ' || (${shownContent()} -> 'person' ->> 'familyName'), '') as "personName",
      exists (select from agreements.paper p where p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId}
        and p.agreement_id = i.agreement_id and p.revision = i.revision and p.kind = 'signed') as "isSealed",
      (select min(g.recordable_from) from agreements.revision_line l
        join published.package g on g.council_id = ${tx.councilId} and g.provider_id = l.provider_id and g.id = l.package_id
        where l.council_id = ${tx.councilId} and l.provider_id = ${tx.providerId} and l.agreement_id = i.agreement_id
          and l.revision = i.revision) as "recordableFrom",
      (select coalesce(bool_and(k.recording = 'none'), false) from agreements.revision_line l
        join published.package g on g.council_id = ${tx.councilId} and g.provider_id = l.provider_id and g.id = l.package_id
        join lateral (select c.recording from published.contract_rule c where c.council_id = ${tx.councilId}
          and c.provider_id = l.provider_id and c.contract_id = g.contract_id order by lower(c.valid) desc nulls last limit 1) k on true
        where l.council_id = ${tx.councilId} and l.provider_id = ${tx.providerId} and l.agreement_id = i.agreement_id
          and l.revision = i.revision) as "isStay"
    from agreements.signing_item i
    join agreements.agreement a on a.council_id = ${tx.councilId} and a.provider_id = i.provider_id and a.id = i.agreement_id
    join agreements.revision r on r.council_id = ${tx.councilId} and r.provider_id = i.provider_id
      and r.agreement_id = i.agreement_id and r.revision = i.revision
    where i.council_id = ${tx.councilId} and i.provider_id = ${tx.providerId} and i.signing_id = ${signingId}
    order by i.outcome <> 'agreed' desc, a.reference`.execute(tx)
  return rows
}
