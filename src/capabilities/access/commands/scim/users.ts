import { done, refused, type Outcome } from '../../../../core/outcome.ts'
import type { Work } from '../../../../platform/work.ts'
import { scimFault, type ScimFault, type UserSaid } from '../../rules/scim.ts'
import { isInDomains, rolesFor } from '../../rules/sign-on.ts'
import { findOrMakeAccount, findPlaceOf, makePlace, passGate, setPlaceEnd } from '../../store/places.ts'
import { listGroupWords } from '../../store/scim/groups.ts'
import {
  findScimUser,
  keepScimUser,
  listScimUsers,
  markDeleted,
  saveDetails,
  type ScimUser,
} from '../../store/scim/users.ts'
import { listGroupRoles, lockConnection, type Connection } from '../../store/sign-on/connections.ts'
import { endSessionsIn, endSessionsOfAccountThrough, linkSubject } from '../../store/sign-on/people.ts'
import { followGroups } from '../sign-on/follow-groups.ts'

type Answer = Outcome<ScimUser, ScimFault>
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export async function addUser(work: Work, connectionId: string, said: UserSaid): Promise<Answer> {
  const connection = await lockConnection(work.tx, connectionId)
  const { userName } = said
  if (userName === undefined) return refused(scimFault(400, 'invalidValue', 'userName is missing'))
  const fault = await againstUserName(work, connection, userName)
  if (fault !== undefined) return refused(fault)
  const account = await atGate(work, () => findOrMakeAccount(work.tx, { email: userName, name: said.name ?? userName }))
  if (account.status === 'disabled')
    return refused(scimFault(400, 'invalidValue', 'the account of this userName is disabled'))
  const id = await openPlace(work, account.id, said)
  if (id === undefined) return refused(taken(userName))
  if (!(await keepScimUser(work.tx, { connectionId, id, now: work.now }, said.externalId)))
    return refused(scimFault(409, 'uniqueness', 'another person has this externalId'))
  await work.audit('people.admitted', { type: 'membership', id }, { by: 'SCIM' })
  if (said.active === false) await close(work, connection, { id, accountId: account.id })
  await linkByObjectId(work, connection, { accountId: account.id, externalId: said.externalId })
  return answer(work, connectionId, id)
}

function atGate<T>(work: Work, use: () => Promise<T>): Promise<T> {
  return passGate({ tx: work.tx, role: 'portal_council' }, use)
}

function taken(userName: string): ScimFault {
  return scimFault(409, 'uniqueness', `${userName} is here already`)
}

async function againstUserName(
  work: Work,
  connection: Connection,
  userName: string,
  own?: string,
): Promise<ScimFault | undefined> {
  if (!isInDomains(userName, connection.emailDomains))
    return scimFault(400, 'invalidValue', 'userName must be an email address of one of the domains of the connection')
  const filter = { attribute: 'userName', value: userName } as const
  const { users } = await listScimUsers(work.tx, { ...within(work, connection.id), filter, from: 1, rows: 2 })
  return users.some(({ id }) => id !== own) ? taken(userName) : undefined
}

function within(work: Work, connectionId: string) {
  return { connectionId, today: work.today }
}

/** Whoever was here before, and was deleted by the directory or left, comes back to the same place. */
async function openPlace(work: Work, accountId: string, { userName = '', name = userName, title = '' }: UserSaid) {
  const { tx, today } = work
  const before = await findPlaceOf(tx, { accountId, providerId: null })
  if (before === undefined)
    return makePlace(tx, { accountId, providerId: null, name, email: userName, jobTitle: title, today })
  if (before.endsOn === null || before.endsOn > today) return undefined
  await setPlaceEnd(tx, before, null)
  await saveDetails(tx, before.membershipId, { userName, name, title })
  return before.membershipId
}

type Who = { readonly id: string; readonly accountId: string }

/** The place ends today, and whoever is signed in there is out with the answer to this request. */
async function close(work: Work, connection: Connection, { id, accountId }: Who): Promise<void> {
  await setPlaceEnd(work.tx, { membershipId: id, providerId: null }, work.today)
  await atGate(work, async () => {
    await endSessionsIn(work.tx, { councilId: connection.councilId, membershipId: id })
    await endSessionsOfAccountThrough(work.tx, connection, accountId)
  })
  await work.audit('people.place-ended', { type: 'membership', id }, { on: work.today, by: 'SCIM' })
}

/** Where the directory's object id is what sign-in goes by, nobody has to be found by an address. */
async function linkByObjectId(
  work: Work,
  connection: Connection,
  { accountId, externalId }: { readonly accountId: string; readonly externalId: string | null | undefined },
): Promise<void> {
  if (connection.subjectClaim !== 'oid' || externalId == null || !uuid.test(externalId)) return
  const { tx, now } = work
  await linkSubject(tx, { connectionId: connection.id, subject: externalId, accountId, now }, { unlessLinked: true })
}

async function answer(work: Work, connectionId: string, id: string): Promise<Answer> {
  const user = await findScimUser(work.tx, id, within(work, connectionId))
  return user === undefined ? refused(gone()) : done(user)
}

function gone(): ScimFault {
  return scimFault(404, undefined, 'no such user')
}

export async function changeUser(
  work: Work,
  { connectionId, id }: { readonly connectionId: string; readonly id: string },
  said: UserSaid,
): Promise<Answer> {
  const connection = await lockConnection(work.tx, connectionId)
  const user = await findScimUser(work.tx, id, within(work, connectionId))
  if (user === undefined) return refused(gone())
  const fault = await againstChange(work, connection, user, said)
  if (fault !== undefined) return refused(fault)
  if (!(await keepScimUser(work.tx, { connectionId, id: user.id, now: work.now }, said.externalId)))
    return refused(scimFault(409, 'uniqueness', 'another person has this externalId'))
  await changeDetails(work, user, said)
  if (said.active === false && user.active) await close(work, connection, user)
  if (said.active === true && !user.active) await reopen(work, user)
  await linkByObjectId(work, connection, { accountId: user.accountId, externalId: said.externalId })
  return answer(work, connectionId, user.id)
}

/** A directory that goes wrong must not lock out whoever breaks the glass. */
async function againstChange(
  work: Work,
  connection: Connection,
  user: ScimUser,
  said: UserSaid,
): Promise<ScimFault | undefined> {
  if (said.active === false && user.keepsPassword) return scimFault(400, 'mutability', keptByHand)
  const renamed = said.userName !== undefined && said.userName !== user.userName
  return renamed ? againstUserName(work, connection, said.userName ?? '', user.id) : undefined
}
const keptByHand = 'this administrator keeps their password for emergencies and is removed in Provider Portal only'

async function changeDetails(work: Work, user: ScimUser, { userName, name, title }: UserSaid): Promise<void> {
  const details = {
    ...(userName !== undefined && userName !== user.userName && { userName }),
    ...(name !== undefined && name !== user.name && { name }),
    ...(title !== undefined && title !== user.title && { title }),
  }
  if (Object.keys(details).length === 0) return
  await saveDetails(work.tx, user.id, details)
  await work.audit(
    'people.details-changed',
    { type: 'membership', id: user.id },
    { by: 'SCIM', what: Object.keys(details) },
  )
}

async function reopen(work: Work, { id }: ScimUser): Promise<void> {
  await setPlaceEnd(work.tx, { membershipId: id, providerId: null }, null)
  await work.audit('people.admitted', { type: 'membership', id }, { by: 'SCIM' })
}

export async function deleteUser(
  work: Work,
  { connectionId, id }: { readonly connectionId: string; readonly id: string },
): Promise<Outcome<true, ScimFault>> {
  const connection = await lockConnection(work.tx, connectionId)
  const user = await findScimUser(work.tx, id, within(work, connectionId))
  if (user === undefined) return refused(gone())
  if (user.keepsPassword) return refused(scimFault(400, 'mutability', keptByHand))
  if (user.active) await close(work, connection, user)
  await markDeleted(work.tx, { connectionId, id: user.id, now: work.now })
  return done(true)
}

/** After the groups of these people changed. */
export async function rolesByGroups(
  work: Work,
  connection: Connection,
  membershipIds: readonly string[],
): Promise<void> {
  if (!connection.rolesFollowGroups) return
  const map = await listGroupRoles(work.tx, connection)
  for (const id of new Set(membershipIds)) {
    const user = await findScimUser(work.tx, id, within(work, connection.id))
    if (user === undefined || user.keepsPassword) continue
    await followGroups(work, id, rolesFor(await listGroupWords(work.tx, connection.id, id), map))
  }
}
