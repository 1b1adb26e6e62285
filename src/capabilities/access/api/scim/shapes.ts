import type { ScimFault } from '../../rules/scim.ts'
import type { ScimGroup } from '../../store/scim/groups.ts'
import type { ScimUser } from '../../store/scim/users.ts'

/** RFC 7643 and 7644, as they go over the wire. */
const CORE = 'urn:ietf:params:scim:schemas:core:2.0'
const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0'
export const MEDIA_TYPE = 'application/scim+json; charset=utf-8'

export function userResource(user: ScimUser, base: string): object {
  return {
    schemas: [`${CORE}:User`],
    id: user.id,
    ...(user.externalId !== null && { externalId: user.externalId }),
    userName: user.userName,
    name: { formatted: user.name },
    displayName: user.name,
    ...(user.title !== '' && { title: user.title }),
    active: user.active,
    emails: [{ value: user.userName, type: 'work', primary: true }],
    groups: user.groups.map((group) => ({ ...group, $ref: `${base}/Groups/${group.value}` })),
    meta: {
      resourceType: 'User',
      ...(user.createdAt !== null && { created: user.createdAt.toISOString() }),
      ...(user.changedAt !== null && { lastModified: user.changedAt.toISOString() }),
      location: `${base}/Users/${user.id}`,
    },
  }
}

export function groupResource(group: ScimGroup, base: string, withMembers: boolean): object {
  return {
    schemas: [`${CORE}:Group`],
    id: group.id,
    ...(group.externalId !== null && { externalId: group.externalId }),
    displayName: group.name,
    ...(withMembers && {
      members: group.members.map((member) => ({ ...member, type: 'User', $ref: `${base}/Users/${member.value}` })),
    }),
    meta: {
      resourceType: 'Group',
      created: group.createdAt.toISOString(),
      lastModified: group.changedAt.toISOString(),
      location: `${base}/Groups/${group.id}`,
    },
  }
}

type Listed = { readonly total: number; readonly from: number; readonly resources: readonly object[] }

export function listResponse({ total, from, resources }: Listed): object {
  return {
    schemas: [`${MESSAGES}:ListResponse`],
    totalResults: total,
    startIndex: from,
    itemsPerPage: resources.length,
    Resources: resources,
  }
}

export function errorResponse({ status, type, detail }: Omit<ScimFault, 'code'>): object {
  return {
    schemas: [`${MESSAGES}:Error`],
    status: String(status),
    ...(type !== undefined && { scimType: type }),
    detail,
  }
}

export const serviceProviderConfig = {
  schemas: [`${CORE}:ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 200 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'Made under People, Single sign-on, by portal administration',
      primary: true,
    },
  ],
}

export function resourceTypes(base: string): readonly object[] {
  return ['User', 'Group'].map((name) => ({
    schemas: [`${CORE}:ResourceType`],
    id: name,
    name,
    endpoint: `/${name}s`,
    schema: `${CORE}:${name}`,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  }))
}

const text = (name: string, over: object = {}) => ({
  name,
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...over,
})

const several = (name: string, subAttributes: readonly object[], mutability = 'readWrite') => ({
  name,
  type: 'complex',
  multiValued: true,
  required: false,
  mutability,
  returned: 'default',
  uniqueness: 'none',
  subAttributes,
})

/** What is kept here, and no more. */
export function schemas(base: string): readonly object[] {
  const schema = (name: string, attributes: readonly object[]) => ({
    schemas: [`${CORE}:Schema`],
    id: `${CORE}:${name}`,
    name,
    description: name,
    attributes,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${CORE}:${name}` },
  })
  return [
    schema('User', [
      text('userName', { required: true, uniqueness: 'server' }),
      text('displayName'),
      {
        ...text('name', { type: 'complex' }),
        subAttributes: [text('formatted'), text('givenName'), text('familyName')],
      },
      text('title'),
      text('active', { type: 'boolean' }),
      several('emails', [text('value'), text('type'), text('primary', { type: 'boolean' })], 'readOnly'),
      several('groups', [text('value'), text('display'), text('$ref', { type: 'reference' })], 'readOnly'),
    ]),
    schema('Group', [
      text('displayName', { required: true, uniqueness: 'server' }),
      several('members', [text('value'), text('display'), text('type'), text('$ref', { type: 'reference' })]),
    ]),
  ]
}
