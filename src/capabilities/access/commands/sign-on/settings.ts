import { NotFound } from '../../../../core/errors.ts'
import { done, refused, type Outcome } from '../../../../core/outcome.ts'
import { seal, type Secrets } from '../../../../platform/secrets.ts'
import type { Work } from '../../../../platform/work.ts'
import type { StaffRole } from '../../rules/permissions.ts'
import { findProvidersByReference, passGate } from '../../store/places.ts'
import {
  addGroupRole,
  getConnection,
  listGroupRoles,
  lockConnection,
  makeConnection,
  removeGroupRole,
  saveSecret,
  saveSettings,
  saveTest,
  saveUse,
  type Connection,
  type Settings,
  type TestResult,
} from '../../store/sign-on/connections.ts'
import {
  endPasswordSessions,
  endSessionsThrough,
  endSessionsOfAccountThrough,
  forgetSubjects,
  listAdministrators,
  saveKeepers,
  unlinkSubject,
} from '../../store/sign-on/people.ts'
import { fingerprintOf } from './certificates.ts'
import { ownerOfSecret } from './issuer.ts'

export type SettingsRefusal = {
  readonly code:
    | 'exists'
    | 'no-provider'
    | 'changed'
    | 'groups-for-staff'
    | 'not-tested'
    | 'no-map'
    | 'no-keeper'
    | 'never-used'
    | 'off'
    | 'there-already'
}
type Given = { readonly settings: Settings; readonly secret: string; readonly secrets: Secrets }

type Adding = Given & {
  /** Of the provider whose people it is for; empty for the council's own staff. */
  readonly supplierNumber: string
}

export async function addConnection(
  work: Work,
  { supplierNumber, ...given }: Adding,
): Promise<Outcome<string, SettingsRefusal>> {
  if (supplierNumber === '') return connect(work, null, given)
  const provider = (await findProvidersByReference(work.tx, [supplierNumber])).get(supplierNumber)
  if (provider === undefined) return refused({ code: 'no-provider' })
  return given.settings.rolesFollowGroups ? refused({ code: 'groups-for-staff' }) : connect(work, provider.id, given)
}

async function connect(
  work: Work,
  providerId: string | null,
  { settings, secret, secrets }: Given,
): Promise<Outcome<string, SettingsRefusal>> {
  const id = await makeConnection(work.tx, providerId, settings)
  if (id === undefined) return refused({ code: 'exists' })
  if (secret !== '') await keepSecret(work, id, { secret, secrets })
  await audit(work, 'added', id, {
    kind: settings.kind,
    issuer: settings.issuer,
    client: settings.clientId,
    provider: providerId,
  })
  return done(id)
}

async function keepSecret(
  work: Work,
  id: string,
  { secret, secrets }: Pick<Given, 'secret' | 'secrets'>,
): Promise<void> {
  await saveSecret(work.tx, id, seal(secrets, secret, ownerOfSecret({ councilId: work.tx.councilId, id })))
}

type Details = Readonly<Record<string, string | boolean | null | readonly string[]>>

async function audit(work: Work, what: string, id: string, details: Details = {}): Promise<void> {
  await work.audit(`single-sign-on.${what}`, { type: 'sign-on-connection', id }, details)
}

type At = { readonly id: string; readonly version: number }

async function locked(work: Work, { id, version }: At): Promise<Connection | undefined> {
  const connection = await lockConnection(work.tx, id)
  return connection.rowVersion === version ? connection : undefined
}

/** An empty secret keeps the one there is. At another service, or as another client, a subject is another person. */
export async function changeConnection(
  work: Work,
  { settings, secret, secrets, ...at }: At & Given,
): Promise<Outcome<true, SettingsRefusal>> {
  const before = await locked(work, at)
  if (before === undefined) return refused({ code: 'changed' })
  if (before.kind !== settings.kind) throw new NotFound('connection')
  if (before.providerId !== null && settings.rolesFollowGroups) return refused({ code: 'groups-for-staff' })
  await saveSettings(work.tx, at.id, settings)
  if (secret !== '') await keepSecret(work, at.id, { secret, secrets })
  const same = before.issuer === settings.issuer && before.clientId === settings.clientId
  const forgets = !same || before.subjectClaim !== settings.subjectClaim
  if (forgets) {
    await forgetSubjects(work.tx, at.id)
    await atGate(work, () => endSessionsThrough(work.tx, before))
  }
  await audit(work, 'changed', at.id, {
    issuer: settings.issuer,
    client: settings.clientId,
    signInAddress: settings.signInAddress,
    certificates: settings.certificates.map(fingerprintOf),
    acr: settings.acrValues,
    newSecret: secret !== '',
    forgets,
  })
  return done(true)
}

function atGate<T>(work: Work, use: () => Promise<T>): Promise<T> {
  return passGate({ tx: work.tx, role: 'portal_council' }, use)
}

export async function keepTest(work: Work, id: string, result: TestResult): Promise<Outcome<true, SettingsRefusal>> {
  await getConnection(work.tx, id)
  await saveTest(work.tx, id, { at: work.now, result })
  await audit(work, 'tested', id, { right: result.every(({ right }) => right) })
  return done(true)
}

/** Out of use, its sessions end at once, and passwords open the place again. */
export async function useConnection(
  work: Work,
  { enabled, ...at }: At & { readonly enabled: boolean },
): Promise<Outcome<true, SettingsRefusal>> {
  const connection = await locked(work, at)
  if (connection === undefined) return refused({ code: 'changed' })
  if (enabled) {
    if (connection.testResult?.every(({ right }) => right) !== true) return refused({ code: 'not-tested' })
    const map = await listGroupRoles(work.tx, connection)
    if (connection.rolesFollowGroups && map.length === 0) return refused({ code: 'no-map' })
  }
  await saveUse(work.tx, at.id, { enabled, passwordOff: enabled && connection.passwordOff })
  if (!enabled) await atGate(work, () => endSessionsThrough(work.tx, connection))
  await audit(work, enabled ? 'put-in-use' : 'taken-out-of-use', at.id)
  return done(true)
}

type Passwords = At & { readonly passwordOff: boolean; readonly keepers: readonly string[] }

/** Somebody must be able to come in when the issuer is down, and somebody must have shown that the other way works. */
export async function switchPasswords(
  work: Work,
  { passwordOff, keepers, ...at }: Passwords,
): Promise<Outcome<true, SettingsRefusal>> {
  const connection = await locked(work, at)
  if (connection === undefined) return refused({ code: 'changed' })
  if (connection.providerId !== null) throw new NotFound('connection')
  const refusal = passwordOff ? await againstSwitchingOff(work, connection, keepers) : undefined
  if (refusal !== undefined) return refused(refusal)
  await saveKeepers(work.tx, keepers)
  await saveUse(work.tx, at.id, { enabled: connection.enabled, passwordOff })
  if (passwordOff) await atGate(work, () => endPasswordSessions(work.tx, connection))
  await audit(work, passwordOff ? 'passwords-off' : 'passwords-on', at.id, { keepers })
  return done(true)
}

async function againstSwitchingOff(
  work: Work,
  { enabled, lastUsedAt }: Connection,
  keepers: readonly string[],
): Promise<SettingsRefusal | undefined> {
  if (!enabled) return { code: 'off' }
  if (lastUsedAt === null) return { code: 'never-used' }
  const administrators = new Set(
    (await listAdministrators(work.tx, work.today)).map(({ membershipId }) => membershipId),
  )
  const allAre = keepers.every((keeper) => administrators.has(keeper))
  return keepers.length === 0 || !allAre ? { code: 'no-keeper' } : undefined
}

type Mapping = { readonly id: string; readonly group: string; readonly role: StaffRole }

export async function mapGroup(work: Work, mapping: Mapping): Promise<Outcome<true, SettingsRefusal>> {
  const { providerId } = await lockConnection(work.tx, mapping.id)
  if (providerId !== null) return refused({ code: 'groups-for-staff' })
  if (!(await addGroupRole(work.tx, mapping))) return refused({ code: 'there-already' })
  await audit(work, 'group-mapped', mapping.id, { group: mapping.group, role: mapping.role })
  return done(true)
}

export async function unmapGroup(work: Work, mapping: Mapping): Promise<Outcome<true, SettingsRefusal>> {
  await lockConnection(work.tx, mapping.id)
  if (!(await removeGroupRole(work.tx, mapping))) throw new NotFound('group')
  await audit(work, 'group-unmapped', mapping.id, { group: mapping.group, role: mapping.role })
  return done(true)
}

/** For somebody who was made anew at the issuer. */
export async function unlinkPerson(
  work: Work,
  { id, membershipId }: { readonly id: string; readonly membershipId: string },
): Promise<Outcome<true, SettingsRefusal>> {
  const connection = await lockConnection(work.tx, id)
  const accountId = await unlinkSubject(work.tx, { connectionId: id, membershipId })
  if (accountId === undefined) throw new NotFound('person')
  await atGate(work, () => endSessionsOfAccountThrough(work.tx, connection, accountId))
  await work.audit('single-sign-on.unlinked', { type: 'membership', id: membershipId }, { connection: id })
  return done(true)
}
