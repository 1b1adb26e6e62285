import { sql } from 'kysely'
import { NotFound } from '../../../../core/errors.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { StaffRole } from '../../rules/permissions.ts'
import type { GroupRole } from '../../rules/sign-on.ts'

export type Connection = {
  readonly councilId: string
  readonly id: string
  /** Null for the council's own staff. */
  readonly providerId: string | null
  readonly council: string
  readonly provider: string | null
  readonly kind: 'oidc' | 'saml'
  /** What the service calls itself: for SAML, its entity ID. */
  readonly issuer: string
  /** Empty for SAML. */
  readonly clientId: string
  /** Of SAML; empty for OpenID Connect, which finds it by itself. */
  readonly signInAddress: string
  /** Of SAML: base64 of those whose keys sign. */
  readonly certificates: readonly string[]
  /** Strengths of signing in, of which the service must name one; empty asks for none. */
  readonly acrValues: readonly string[]
  /** Null for a public client, which proves itself by PKCE alone. */
  readonly secret: { readonly cipher: Buffer; readonly keyVersion: number } | null
  readonly subjectClaim: 'sub' | 'oid'
  readonly groupsClaim: string
  readonly emailDomains: readonly string[]
  readonly emailIsChecked: boolean
  readonly rolesFollowGroups: boolean
  readonly addsPeople: boolean
  readonly enabled: boolean
  readonly passwordOff: boolean
  readonly testedAt: Date | null
  readonly testResult: TestResult | null
  readonly lastUsedAt: Date | null
  readonly rowVersion: number
}
export type TestResult = readonly { readonly what: string; readonly right: boolean; readonly detail: string }[]

type Row = Omit<Connection, 'secret'> & { readonly cipher: Buffer | null; readonly keyVersion: number }

const columns = sql`
  c.council_id as "councilId", c.id, c.provider_id as "providerId", k.name as council, p.trading_name as provider,
  c.kind, c.issuer, coalesce(c.client_id, '') as "clientId", coalesce(c.sign_in_address, '') as "signInAddress",
  c.certificates, c.acr_values as "acrValues", c.secret_cipher as cipher, c.secret_key_version as "keyVersion",
  c.subject_claim as "subjectClaim", c.groups_claim as "groupsClaim", c.email_domains as "emailDomains",
  c.email_is_checked as "emailIsChecked", c.roles_follow_groups as "rolesFollowGroups", c.adds_people as "addsPeople",
  c.enabled, c.password_off as "passwordOff", c.tested_at as "testedAt", c.test_result as "testResult",
  c.last_used_at as "lastUsedAt", c.row_version as "rowVersion"`
const from = sql`
  access.sign_on_connection c
  join platform.council k on k.council_id = c.council_id
  left join published.provider_name p on p.council_id = c.council_id and p.id = c.provider_id`

function connectionOf({ cipher, keyVersion, ...row }: Row): Connection {
  return { ...row, secret: cipher === null ? null : { cipher, keyVersion } }
}

/** At the gate, where nobody's council is known yet: the address names the connection. */
export async function findConnection(tx: Tx, id: string): Promise<Connection | undefined> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where c.id = ${id}`.execute(tx)
  return rows[0] && connectionOf(rows[0])
}

export type Way = { readonly id: string; readonly name: string }

/** For everybody to see on the sign-in page: councils only. A provider gives its people the address of its own. */
export async function listWays(tx: Tx): Promise<readonly Way[]> {
  const { rows } = await sql<Way>`
    select c.id, k.name from ${from} where c.enabled and c.provider_id is null order by k.name, c.id limit 100`.execute(
    tx,
  )
  return rows
}

export async function findWay(tx: Tx, id: string): Promise<Way | undefined> {
  const { rows } = await sql<Way>`
    select c.id, coalesce(p.trading_name, k.name) as name from ${from} where c.id = ${id} and c.enabled`.execute(tx)
  return rows[0]
}

export async function listConnections(tx: Tx): Promise<readonly Connection[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${from} where c.council_id = ${tx.councilId}
    order by p.trading_name nulls first, c.id limit 200`.execute(tx)
  return rows.map(connectionOf)
}

export async function getConnection(tx: Tx, id: string): Promise<Connection> {
  const { rows } = await sql<Row>`
    select ${columns} from ${from} where c.council_id = ${tx.councilId} and c.id = ${id}`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('connection')
  return connectionOf(rows[0])
}

/** Locked, so that two administrators change it one after the other. */
export async function lockConnection(tx: Tx, id: string): Promise<Connection> {
  const { rows } = await sql<Row>`
    select ${columns} from ${from} where c.council_id = ${tx.councilId} and c.id = ${id} for update of c`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('connection')
  return connectionOf(rows[0])
}

export type Settings = Pick<
  Connection,
  | 'kind'
  | 'issuer'
  | 'clientId'
  | 'signInAddress'
  | 'certificates'
  | 'acrValues'
  | 'subjectClaim'
  | 'groupsClaim'
  | 'emailDomains'
  | 'emailIsChecked'
  | 'rolesFollowGroups'
  | 'addsPeople'
>

function settingColumns(settings: Settings) {
  return {
    kind: settings.kind,
    issuer: settings.issuer,
    client_id: settings.kind === 'oidc' ? settings.clientId : null,
    sign_in_address: settings.kind === 'saml' ? settings.signInAddress : null,
    certificates: [...settings.certificates],
    acr_values: [...settings.acrValues],
    subject_claim: settings.subjectClaim,
    groups_claim: settings.groupsClaim,
    email_domains: [...settings.emailDomains],
    email_is_checked: settings.emailIsChecked,
    roles_follow_groups: settings.rolesFollowGroups,
    adds_people: settings.addsPeople,
  }
}

/** Undefined when there is one for the same people already. */
export async function makeConnection(
  tx: Tx,
  providerId: string | null,
  settings: Settings,
): Promise<string | undefined> {
  const row = await tx
    .insertInto('access.sign_on_connection')
    .values({ council_id: tx.councilId, provider_id: providerId, ...settingColumns(settings) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** What was tested was another service, so the test counts no more. */
export async function saveSettings(tx: Tx, id: string, settings: Settings): Promise<void> {
  await tx
    .updateTable('access.sign_on_connection')
    .set(({ eb }) => ({
      ...settingColumns(settings),
      tested_at: null,
      test_result: null,
      row_version: eb('row_version', '+', 1),
    }))
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}

export async function saveSecret(
  tx: Tx,
  id: string,
  sealed: { readonly cipher: Buffer; readonly keyVersion: number } | null,
): Promise<void> {
  await tx
    .updateTable('access.sign_on_connection')
    .set({
      secret_cipher: sealed?.cipher ?? null,
      ...(sealed !== null && { secret_key_version: sealed.keyVersion }),
    })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}

export async function saveTest(
  tx: Tx,
  id: string,
  test: { readonly at: Date; readonly result: TestResult },
): Promise<void> {
  await tx
    .updateTable('access.sign_on_connection')
    .set({ tested_at: test.at, test_result: JSON.stringify(test.result) })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}

export async function saveUse(
  tx: Tx,
  id: string,
  use: { readonly enabled: boolean; readonly passwordOff: boolean },
): Promise<void> {
  await tx
    .updateTable('access.sign_on_connection')
    .set(({ eb }) => ({
      enabled: use.enabled,
      password_off: use.passwordOff,
      row_version: eb('row_version', '+', 1),
    }))
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}

/** At the gate. */
export async function noteUse(
  tx: Tx,
  { councilId, id }: Pick<Connection, 'councilId' | 'id'>,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('access.sign_on_connection')
    .set({ last_used_at: now })
    .where('council_id', '=', councilId)
    .where('id', '=', id)
    .execute()
}

export async function listGroupRoles(
  tx: Tx,
  { councilId, id }: Pick<Connection, 'councilId' | 'id'>,
): Promise<readonly GroupRole[]> {
  const rows = await tx
    .selectFrom('access.sign_on_group')
    .select(['group_name as group', 'role'])
    .where('council_id', '=', councilId)
    .where('connection_id', '=', id)
    .orderBy('group_name')
    .orderBy('role')
    .limit(500)
    .execute()
  return rows
}

type Mapping = { readonly id: string; readonly group: string; readonly role: StaffRole }

/** False when it was there before. */
export async function addGroupRole(tx: Tx, { id, group, role }: Mapping): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('access.sign_on_group')
    .values({ council_id: tx.councilId, connection_id: id, group_name: group, role })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export async function removeGroupRole(tx: Tx, { id, group, role }: Mapping): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('access.sign_on_group')
    .where('council_id', '=', tx.councilId)
    .where('connection_id', '=', id)
    .where('group_name', '=', group)
    .where('role', '=', role)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

type SealedSecret = {
  readonly councilId: string
  readonly id: string
  readonly cipher: Buffer
  readonly keyVersion: number
}

/** At the gate, all of them in one transaction: a council has a handful. */
export async function lockSecretsSealedOtherwise(tx: Tx, version: number): Promise<readonly SealedSecret[]> {
  const { rows } = await sql<SealedSecret>`
    select council_id as "councilId", id, secret_cipher as cipher, secret_key_version as "keyVersion"
    from access.sign_on_connection where secret_cipher is not null and secret_key_version <> ${version}
    order by council_id, id for update`.execute(tx)
  return rows
}

export async function saveResealed(tx: Tx, { councilId, id, cipher, keyVersion }: SealedSecret): Promise<void> {
  await tx
    .updateTable('access.sign_on_connection')
    .set({ secret_cipher: cipher, secret_key_version: keyVersion })
    .where('council_id', '=', councilId)
    .where('id', '=', id)
    .execute()
}

export async function countSecretsSealedOtherwise(tx: Tx, version: number): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from access.sign_on_connection
    where secret_cipher is not null and secret_key_version <> ${version} and council_id is not null`.execute(tx)
  return Number(rows[0]?.count ?? 0n)
}
