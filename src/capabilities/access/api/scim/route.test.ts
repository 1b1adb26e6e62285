import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newsOf } from '../../../../testing/news.ts'
import { aBrowser } from '../../testing/an-access.ts'
import { aDirectory, type Directory } from '../../testing/scim.ts'
import { aSignOnCast, type SignOnCast } from '../../testing/sign-on-cast.ts'
import { signInWith } from '../../testing/sign-on.ts'

let cast: SignOnCast
let directory: Directory

beforeAll(async () => {
  cast = await aSignOnCast()
  directory = await aDirectory(cast.stage, cast.app, {
    councilId: cast.grouped.council.id,
    connectionId: cast.grouped.id,
  })
})
afterAll(() => cast.strike())

const aName = () => `p-${randomUUID().slice(0, 8)}@example.org`
const user = (over: object = {}) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: aName(),
  externalId: randomUUID(),
  displayName: 'Ada Test',
  active: true,
  ...over,
})
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
async function added(over: object = {}): Promise<{ id: string; userName: string }> {
  const { status, body } = await directory.ask('POST', '/Users', user(over))
  expect(status).toBe(201)
  return { id: text(body['id']), userName: text(body['userName']) }
}
const patch = (operations: readonly object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
})

it('adds a person, finds them by their user name in any case, and shows them whole', async () => {
  const sent = user({ title: 'Clerk' })
  const made = await directory.ask('POST', '/Users', sent)
  expect(made.status).toBe(201)
  expect(made.headers['content-type']).toBe('application/scim+json; charset=utf-8')
  expect(made.headers['location']).toBe(`http://localhost/scim/v2/Users/${text(made.body['id'])}`)
  const filter = encodeURIComponent(`userName eq "${sent.userName.toUpperCase()}"`)
  const { body } = await directory.ask('GET', `/Users?filter=${filter}`)
  expect(body).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: 1,
    startIndex: 1,
    itemsPerPage: 1,
    Resources: [
      {
        id: made.body['id'],
        userName: sent.userName,
        externalId: sent.externalId,
        displayName: 'Ada Test',
        title: 'Clerk',
        active: true,
        emails: [{ value: sent.userName, type: 'work', primary: true }],
        meta: { resourceType: 'User' },
      },
    ],
  })
  expect((await directory.ask('POST', '/Users', sent)).body).toMatchObject({ status: '409', scimType: 'uniqueness' })
})

it('signs somebody out at once who is set inactive, and lets them come back', async () => {
  const { id, userName } = await added()
  await directory.ask('POST', '/Groups', { displayName: `g-${id}`, externalId: 'g-admin', members: [{ value: id }] })
  cast.seat(cast.issuer, userName, { groups: ['g-pay'] })
  const browser = aBrowser(cast.app)
  expect((await signInWith(browser, cast.grouped.id)).location).toBe('/council')
  expect((await browser.get('/council')).status).toBe(200)
  const off = await directory.ask('PATCH', `/Users/${id}`, patch([{ op: 'Replace', path: 'active', value: 'False' }]))
  expect([off.status, off.body['active']]).toEqual([200, false])
  expect((await browser.get('/council')).status).not.toBe(200)
  expect((await signInWith(aBrowser(cast.app), cast.grouped.id)).status).toBe(403)
  const on = await directory.ask('PATCH', `/Users/${id}`, patch([{ op: 'replace', value: { active: true } }]))
  expect(on.body['active']).toBe(true)
  expect((await signInWith(aBrowser(cast.app), cast.grouped.id)).location).toBe('/council')
})

it('gives the roles of mapped groups, and takes them with the membership', async () => {
  const { id } = await added()
  const group = await directory.ask('POST', '/Groups', { displayName: 'g-pay', members: [{ value: id }] })
  expect(group.status).toBe(201)
  expect(await cast.lastAudit(cast.grouped.council.id)).toMatchObject({
    action: 'people.roles-changed',
    actor: 'SCIM (Entra ID)',
    details: { before: [], roles: ['payments'] },
  })
  const told = await newsOf(cast.stage, cast.grouped.council.id, 'staff-roles.changed')
  expect(told.at(-1)?.text).toContain('because your groups in its directory changed')
  const at = `/Groups/${text(group.body['id'])}`
  const remove = patch([{ op: 'Remove', path: `members[value eq "${id}"]` }])
  expect((await directory.ask('PATCH', at, remove)).status).toBe(204)
  expect(await cast.lastAudit(cast.grouped.council.id)).toMatchObject({ details: { before: ['payments'], roles: [] } })
  await directory.ask('PATCH', at, patch([{ op: 'Add', path: 'members', value: [{ value: id }] }]))
  expect((await directory.ask('GET', at)).body['members']).toMatchObject([{ value: id }])
  expect((await directory.ask('GET', `${at}?excludedAttributes=members`)).body['members']).toBeUndefined()
  await directory.ask('PATCH', at, patch([{ op: 'replace', path: 'displayName', value: 'g-other' }]))
  expect(await cast.lastAudit(cast.grouped.council.id)).toMatchObject({ details: { before: ['payments'], roles: [] } })
  expect((await directory.ask('DELETE', at)).status).toBe(204)
  expect((await directory.ask('GET', at)).status).toBe(404)
})

it('lists in pages', async () => {
  const ids: unknown[] = []
  const all = Number((await directory.ask('GET', '/Users?count=0')).body['totalResults'])
  for (let from = 1; from <= all; from += 2) {
    const { body } = await directory.ask('GET', `/Users?startIndex=${String(from)}&count=2`)
    expect(body).toMatchObject({ totalResults: all, startIndex: from })
    ids.push(...(body['Resources'] as { id: string }[]).map(({ id }) => id))
  }
  expect([ids.length, new Set(ids).size]).toEqual([all, all])
})

it('replaces a person whole, and forgets what is not said', async () => {
  const { id, userName } = await added({ title: 'Clerk' })
  const put = await directory.ask('PUT', `/Users/${id}`, { userName, displayName: 'Ada Other', active: true })
  expect(put.body).toMatchObject({ displayName: 'Ada Other' })
  expect([put.body['title'], put.body['externalId']]).toEqual([undefined, undefined])
})

it('shows nobody whom it deleted, and gives the same person back when it adds them again', async () => {
  const { id, userName } = await added()
  expect((await directory.ask('DELETE', `/Users/${id}`)).status).toBe(204)
  expect((await directory.ask('GET', `/Users/${id}`)).body).toMatchObject({ status: '404' })
  expect((await directory.ask('DELETE', `/Users/${id}`)).status).toBe(404)
  expect((await added({ userName })).id).toBe(id)
})

it.each<readonly [string, object, object]>([
  ['no user name', { userName: undefined }, { status: '400', scimType: 'invalidValue' }],
  ['a user name of elsewhere', { userName: 'ada@elsewhere.example' }, { status: '400', scimType: 'invalidValue' }],
  ['a user name that is a number', { userName: 7 }, { status: '400', scimType: 'invalidValue' }],
  ['a state that is no state', { active: 'perhaps' }, { status: '400', scimType: 'invalidValue' }],
  ['a name longer than any', { displayName: 'x'.repeat(201) }, { status: '400', scimType: 'invalidValue' }],
])('adds nobody with %s', async (_, over, expected) => {
  const { body } = await directory.ask('POST', '/Users', user(over))
  expect(body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], ...expected })
})

it.each([
  ['an unknown operation', [{ op: 'move', path: 'active', value: true }], 'invalidSyntax'],
  ['an operation without a target', [{ op: 'replace', value: true }], 'noTarget'],
  ['no operations', [], 'invalidSyntax'],
])('refuses a patch with %s', async (_, operations, scimType) => {
  const { id } = await added()
  expect((await directory.ask('PATCH', `/Users/${id}`, patch(operations))).body).toMatchObject({
    status: '400',
    scimType,
  })
})

it.each(['userName sw "a"', 'userName eq a', 'password eq "x"', 'userName eq "a" or active eq true', '"'])(
  'refuses the filter %s',
  async (filter) => {
    const { body } = await directory.ask('GET', `/Users?filter=${encodeURIComponent(filter)}`)
    expect(body).toMatchObject({ status: '400', scimType: 'invalidFilter' })
  },
)

it('changes nothing of a group when one of its new members is nobody', async () => {
  const group = await directory.ask('POST', '/Groups', { displayName: `g ${randomUUID()}` })
  const at = `/Groups/${text(group.body['id'])}`
  const { id } = await added()
  const wrong = patch([
    { op: 'add', path: 'members', value: [{ value: id }] },
    { op: 'add', path: 'members', value: [{ value: randomUUID() }] },
  ])
  expect((await directory.ask('PATCH', at, wrong)).body).toMatchObject({ status: '400', scimType: 'invalidValue' })
  expect((await directory.ask('GET', at)).body['members']).toEqual([])
})

it('does not remove an administrator who breaks the glass', async () => {
  const keeper = await cast.staff(cast.grouped.council.id)
  await cast.set('access.membership', { keeps_password: true }, keeper.membershipId)
  const off = patch([{ op: 'replace', path: 'active', value: false }])
  expect((await directory.ask('PATCH', `/Users/${keeper.membershipId}`, off)).body).toMatchObject({
    scimType: 'mutability',
  })
  expect((await directory.ask('DELETE', `/Users/${keeper.membershipId}`)).body).toMatchObject({
    scimType: 'mutability',
  })
})

it('sees nobody of another council', async () => {
  const theirs = await cast.staff(cast.own.council.id)
  expect((await directory.ask('GET', `/Users/${theirs.membershipId}`)).status).toBe(404)
  const off = patch([{ op: 'replace', path: 'active', value: false }])
  expect((await directory.ask('PATCH', `/Users/${theirs.membershipId}`, off)).status).toBe(404)
  const group = { displayName: `g ${randomUUID()}`, members: [{ value: theirs.membershipId }] }
  expect((await directory.ask('POST', '/Groups', group)).status).toBe(400)
})

it('listens to no token that is wrong, ended or expired', async () => {
  const at = { councilId: cast.grouped.council.id, connectionId: cast.grouped.id }
  const ended = await aDirectory(cast.stage, cast.app, at, { name: 'ended', ended_at: new Date(0) })
  const expired = await aDirectory(cast.stage, cast.app, at, { name: 'expired', expires_on: '2026-01-01' })
  for (const one of [ended, expired]) {
    const { status, body, headers } = await one.ask('GET', '/Users')
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="Provider Portal SCIM"'])
    expect(body).toMatchObject({ status: '401' })
  }
  const none = await cast.app.inject({ url: '/scim/v2/Users' })
  expect(none.statusCode).toBe(401)
  const wrong = await cast.app.inject({ url: '/scim/v2/Users', headers: { authorization: `Bearer ${'x'.repeat(43)}` } })
  expect(wrong.statusCode).toBe(401)
})

it('says what it can and what it keeps', async () => {
  expect((await directory.ask('GET', '/ServiceProviderConfig')).body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
    filter: { supported: true, maxResults: 200 },
  })
  expect((await directory.ask('GET', '/ResourceTypes')).body).toMatchObject({ totalResults: 2 })
  expect((await directory.ask('GET', '/Schemas')).body).toMatchObject({ totalResults: 2 })
})

it('refuses a body that is not JSON, in the shape of an error', async () => {
  const reply = await cast.app.inject({
    method: 'POST',
    url: '/scim/v2/Users',
    headers: { authorization: `Bearer ${directory.token}`, 'content-type': 'application/scim+json' },
    payload: '{',
  })
  expect([reply.statusCode, reply.json()]).toMatchObject([400, { status: '400', scimType: 'invalidSyntax' }])
})
