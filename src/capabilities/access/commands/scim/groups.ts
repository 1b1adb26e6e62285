import { done, refused, type Outcome } from '../../../../core/outcome.ts'
import type { Work } from '../../../../platform/work.ts'
import { scimFault, type GroupSaid, type ScimFault } from '../../rules/scim.ts'
import {
  addMembers,
  findScimGroup,
  makeScimGroup,
  removeMembers,
  removeScimGroup,
  saveScimGroup,
  type ScimGroup,
} from '../../store/scim/groups.ts'
import { listStaffIds } from '../../store/scim/users.ts'
import { lockConnection } from '../../store/sign-on/connections.ts'
import { rolesByGroups } from './users.ts'

type Answer = Outcome<ScimGroup, ScimFault>
type At = { readonly connectionId: string; readonly id: string }
const gone = scimFault(404, undefined, 'no such group')
const sameName = scimFault(409, 'uniqueness', 'there is a group with this displayName')

export async function addGroup(work: Work, connectionId: string, said: GroupSaid): Promise<Answer> {
  const connection = await lockConnection(work.tx, connectionId)
  const { name, externalId = null, members = [] } = said
  if (name === undefined) return refused(scimFault(400, 'invalidValue', 'displayName is missing'))
  const fault = await againstMembers(work, members)
  if (fault !== undefined) return refused(fault)
  const id = await makeScimGroup(work.tx, { connectionId, name, externalId, now: work.now })
  if (id === undefined) return refused(sameName)
  await addMembers(work.tx, id, members)
  await rolesByGroups(work, connection, members)
  return answer(work, { connectionId, id })
}

async function againstMembers(work: Work, ids: readonly string[]): Promise<ScimFault | undefined> {
  if (ids.length === 0) return undefined
  const here = await listStaffIds(work.tx, ids)
  return ids.every((id) => here.has(id)) ? undefined : scimFault(400, 'invalidValue', 'a member is no user')
}

async function answer(work: Work, { connectionId, id }: At): Promise<Answer> {
  const group = await findScimGroup(work.tx, connectionId, id)
  return group === undefined ? refused(gone) : done(group)
}

/** One thing after the other, as a PATCH lists them; all of them or none. */
export async function changeGroup(work: Work, at: At, changes: readonly GroupSaid[]): Promise<Answer> {
  const connection = await lockConnection(work.tx, at.connectionId)
  const before = await findScimGroup(work.tx, at.connectionId, at.id)
  if (before === undefined) return refused(gone)
  const touched = new Set(before.members.map(({ value }) => value))
  for (const said of changes) {
    const fault = (await changeMembers(work, at, said)) ?? (await rename(work, at, said))
    if (fault !== undefined) return refused(fault)
    for (const id of [...(said.members ?? []), ...(said.add ?? [])]) touched.add(id)
  }
  await rolesByGroups(work, connection, [...touched])
  return answer(work, at)
}

async function changeMembers(work: Work, { connectionId, id }: At, said: GroupSaid): Promise<ScimFault | undefined> {
  const { members, add = [], remove = [] } = said
  const wanted = [...(members ?? []), ...add]
  const fault = await againstMembers(work, wanted)
  if (fault !== undefined) return fault
  if (members !== undefined) {
    const now = await findScimGroup(work.tx, connectionId, id)
    await removeMembers(work.tx, id, now?.members.map(({ value }) => value) ?? [])
  }
  await addMembers(work.tx, id, wanted)
  await removeMembers(work.tx, id, remove)
  return undefined
}

async function rename(work: Work, { connectionId, id }: At, said: GroupSaid): Promise<ScimFault | undefined> {
  if (said.name === undefined && said.externalId === undefined) return undefined
  const group = await findScimGroup(work.tx, connectionId, id)
  if (group === undefined) return gone
  const { name = group.name, externalId = group.externalId } = said
  return (await saveScimGroup(work.tx, connectionId, { id, name, externalId, now: work.now })) ? undefined : sameName
}

export async function deleteGroup(work: Work, at: At): Promise<Outcome<true, ScimFault>> {
  const connection = await lockConnection(work.tx, at.connectionId)
  const group = await findScimGroup(work.tx, at.connectionId, at.id)
  if (group === undefined) return refused(gone)
  await removeScimGroup(work.tx, at.connectionId, at.id)
  await rolesByGroups(
    work,
    connection,
    group.members.map(({ value }) => value),
  )
  return done(true)
}
