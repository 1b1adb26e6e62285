import { done, refused, type Outcome } from '../../../core/outcome.ts'

/** RFC 7644, 3.12: what an error says besides its status. */
export type ScimType =
  'invalidFilter' | 'uniqueness' | 'mutability' | 'invalidSyntax' | 'invalidPath' | 'noTarget' | 'invalidValue'
export type ScimFault = {
  readonly code: 'scim'
  readonly status: number
  readonly type: ScimType | undefined
  readonly detail: string
}

export function scimFault(status: number, type: ScimType | undefined, detail: string): ScimFault {
  return { code: 'scim', status, type, detail }
}

export type Filter<A extends string> = { readonly attribute: A; readonly value: string }

const comparison = /^\s*([A-Za-z.]{1,60})\s+eq\s+"((?:[^"\\]|\\.){0,500})"\s*$/i

/** One attribute that equals one text: what directories ask before they add. Anything else is refused, never guessed. */
export function filterIn<A extends string>(
  text: string,
  attributes: readonly A[],
): Outcome<Filter<A> | undefined, ScimFault> {
  if (text.trim() === '') return done(undefined)
  const [, name = '', quoted = ''] = comparison.exec(text) ?? []
  const attribute = attributes.find((one) => one.toLowerCase() === name.toLowerCase())
  const value = unquoted(quoted)
  if (attribute === undefined || value === undefined)
    return refused(scimFault(400, 'invalidFilter', `only ${attributes.map((one) => `${one} eq "…"`).join(', ')}`))
  return done({ attribute, value })
}

function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(`"${text}"`) as string
  } catch {
    return undefined
  }
}

/** What a directory may say of a person, after PUT, POST or the operations of a PATCH; undefined is not said. */
export type UserSaid = {
  readonly userName?: string
  readonly externalId?: string | null
  readonly name?: string
  readonly title?: string
  readonly active?: boolean
}
export type GroupSaid = {
  readonly name?: string
  readonly externalId?: string | null
  /** Whole lists replace; the other two change. */
  readonly members?: readonly string[]
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}
export type Operation = { readonly op: string; readonly path?: string | undefined; readonly value?: unknown }

const ignored = Symbol('not kept here')
type Fields = Readonly<Record<string, unknown>>

/** Attributes that are not kept here are left out, as RFC 7643 allows; a wrong type is refused. */
export function userSaidIn(resource: Fields): Outcome<UserSaid, ScimFault> {
  const said: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(resource)) {
    const read = readUser(key, value)
    if (read === 'wrong') return refused(scimFault(400, 'invalidValue', `${key} has a value of the wrong kind`))
    if (read !== ignored) Object.assign(said, read)
  }
  return done(said)
}

type Reader = (value: unknown) => typeof ignored | 'wrong' | UserSaid

const readFullName: Reader = (value) => (isText(value, 200) ? { name: value.trim() } : 'wrong')
const userReaders: Readonly<Record<string, Reader>> = {
  username: (value) => (isText(value, 320) ? { userName: value.trim().toLowerCase() } : 'wrong'),
  externalid: readExternalId,
  displayname: readFullName,
  'name.formatted': readFullName,
  name: readName,
  title: (value) => readTitle(value),
  active: readActive,
}

function readUser(key: string, value: unknown): typeof ignored | 'wrong' | UserSaid {
  return userReaders[key.toLowerCase()]?.(value) ?? ignored
}

function readExternalId(value: unknown): 'wrong' | { readonly externalId: string | null } {
  if (value === null || value === '') return { externalId: null }
  return isText(value, 255) ? { externalId: value } : 'wrong'
}

function readTitle(value: unknown): 'wrong' | UserSaid {
  if (value === null || value === '') return { title: '' }
  return isText(value, 100) ? { title: value } : 'wrong'
}

/** Entra ID sends "False" in words. */
function readActive(value: unknown): 'wrong' | UserSaid {
  if (typeof value === 'boolean') return { active: value }
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return { active: value.toLowerCase() === 'true' }
  return 'wrong'
}

function readName(value: unknown): typeof ignored | 'wrong' | UserSaid {
  if (!isFields(value)) return 'wrong'
  const { formatted, givenName, familyName } = value
  const parts = [givenName, familyName].filter((part) => typeof part === 'string').join(' ')
  const name = typeof formatted === 'string' && formatted !== '' ? formatted : parts
  return name === '' ? ignored : { name: name.slice(0, 200) }
}

/** A person's operations one after the other; the last word counts. */
export function userPatch(operations: readonly Operation[]): Outcome<UserSaid, ScimFault> {
  const said: UserSaid[] = []
  for (const { op, path, value } of operations) {
    const kind = op.toLowerCase()
    if (!['add', 'replace', 'remove'].includes(kind))
      return refused(scimFault(400, 'invalidSyntax', `no such op: ${op}`))
    const fields = path === undefined ? value : { [path]: kind === 'remove' ? emptied(path) : value }
    if (!isFields(fields)) return refused(scimFault(400, 'noTarget', 'an operation without a path needs an object'))
    const read = userSaidIn(fields)
    if (!read.ok) return read
    said.push(read.value)
  }
  return done(said.reduce<UserSaid>((all, one) => ({ ...all, ...one }), {}))
}

function emptied(path: string): unknown {
  return ['externalid', 'title'].includes(path.toLowerCase()) ? null : undefined
}

export function groupSaidIn(resource: Fields): Outcome<GroupSaid, ScimFault> {
  const said: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(resource)) {
    const read = readGroup(key, value)
    if (read === 'wrong') return refused(scimFault(400, 'invalidValue', `${key} has a value of the wrong kind`))
    if (read !== ignored) Object.assign(said, read)
  }
  return done(said)
}

function readGroup(key: string, value: unknown): typeof ignored | 'wrong' | GroupSaid {
  switch (key.toLowerCase()) {
    case 'displayname':
      return isText(value, 200) ? { name: value.trim() } : 'wrong'
    case 'externalid':
      return readExternalId(value)
    case 'members': {
      const members = membersIn(value)
      return members === undefined ? 'wrong' : { members }
    }
    default:
      return ignored
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const MOST_MEMBERS = 2_000

function membersIn(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (list.length > MOST_MEMBERS) return undefined
  const ids = list.map((one) => (isFields(one) ? one['value'] : one))
  return ids.every((id): id is string => typeof id === 'string' && uuid.test(id))
    ? ids.map((id) => id.toLowerCase())
    : undefined
}

const oneMember = /^members\[value eq "([0-9a-f-]{36})"\]$/i

/** One operation; a group's are done one after the other, because adding and removing depend on the order. */
export function groupOperation({ op, path = '', value }: Operation): Outcome<GroupSaid, ScimFault> {
  const kind = op.toLowerCase()
  if (!['add', 'replace', 'remove'].includes(kind)) return refused(scimFault(400, 'invalidSyntax', `no such op: ${op}`))
  const single = oneMember.exec(path)?.[1]
  if (kind === 'remove' && single !== undefined) return done({ remove: [single.toLowerCase()] })
  if (path.toLowerCase() === 'members' && kind !== 'replace') return changedMembers(kind, value)
  return saidByOperation(kind, path === '' ? value : { [path]: value })
}

function saidByOperation(kind: string, fields: unknown): Outcome<GroupSaid, ScimFault> {
  if (!isFields(fields)) return refused(scimFault(400, 'noTarget', 'an operation without a path needs an object'))
  const said = groupSaidIn(fields)
  if (!said.ok || kind !== 'add' || said.value.members === undefined) return said
  const { members, ...rest } = said.value
  return done({ ...rest, add: members })
}

function changedMembers(kind: string, value: unknown): Outcome<GroupSaid, ScimFault> {
  if (kind === 'remove' && value === undefined) return done({ members: [] })
  const members = membersIn(value)
  if (members === undefined) return refused(scimFault(400, 'invalidValue', 'members are objects with a value'))
  return done(kind === 'add' ? { add: members } : { remove: members })
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
