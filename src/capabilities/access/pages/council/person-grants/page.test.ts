import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { accessRoutes, navigation } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'
import { auditOf } from '../../../testing/contacts.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let staff: Visitor

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id, { name: 'Ash House' })
  staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null)).accountId)
  site = await aSite(stage, [accessRoutes(anAccess(stage))], navigation)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const whole = { scope: 'organisation', role: 'main', mode: 'edit' }
const page = (id: string) => `/council/people/${id}`

/** Somebody with nothing yet. */
async function newcomer(): Promise<string> {
  const { accountId, email } = await aMember(stage.build, council.id, null)
  const id = crypto.randomUUID()
  const place = { council_id: council.id, provider_id: provider.id }
  await stage.build.insert('access.membership', { ...place, id, account_id: accountId, name: 'New Person', email })
  return id
}
async function versionOf(id: string, fields: Readonly<Record<string, string>> = whole): Promise<string> {
  const { html } = await site.send(staff, `${page(id)}/preview`, fields)
  return /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
}

it('shows the menu and the records before giving, writes nothing but that one looked', async () => {
  await aPackage(stage.build, provider)
  const id = await newcomer()
  const service = { scope: 'service', targets: provider.serviceId, role: 'care-management', mode: 'read-only' }
  const { status, text } = await site.send(staff, `${page(id)}/preview`, service)
  expect(status).toBe(200)
  expect(text).toContain('Would see')
  expect(text).toContain('1 care package')
  expect(text).toContain('See, without changing, packages, agreements and weeks of care for Ash House at home')
  const admin = await site.send(staff, `${page(id)}/preview`, { ...whole, role: 'admin' })
  expect(admin.text).toContain('Menu: People')
  expect((await site.visit(staff, `${page(id)}/grants`)).text).toContain('Nothing yet')
  expect(await auditOf(stage, council.id, id)).toEqual(['people.previewed', 'people.previewed'])
})

it('gives Main, to a last day, and ends it', async () => {
  const id = await newcomer()
  const until = { 'lastDay-day': '30', 'lastDay-month': '6', 'lastDay-year': '2025' }
  const version = await versionOf(id)
  expect((await site.send(staff, `${page(id)}/grants`, { ...whole, ...until, version })).status).toBe(303)
  const held = await site.visit(staff, `${page(id)}/grants`)
  expect(held.text).toContain(
    'everything, as the main contact, without signing, for the whole organisation, until 30 June 2025',
  )
  const end = /action="([^"]+\/end)"/.exec(held.html)?.[1] ?? ''
  const stale = await site.send(staff, end, { version })
  expect([stale.status, stale.text.includes('Somebody changed these permissions')]).toEqual([422, true])
  const now = /name="version" value="(\d+)"/.exec(held.html)?.[1] ?? ''
  expect((await site.send(staff, end, { version: now })).status).toBe(303)
  expect((await site.visit(staff, `${page(id)}/grants`)).text).toContain('Nothing yet')
})

it('gives by one of two who give at once', async () => {
  const id = await newcomer()
  const version = await versionOf(id)
  const give = (role: string) => site.send(staff, `${page(id)}/grants`, { ...whole, role, version })
  const answers = await Promise.all([give('main'), give('finance')])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
})

it('refuses an incomplete form, a day that has passed and a stranger’s service', async () => {
  const id = await newcomer()
  const version = await versionOf(id)
  const other = await aProvider(stage.build, council.id)
  const send = async (fields: Readonly<Record<string, string>>) => {
    const { status, text } = await site.send(staff, `${page(id)}/grants`, { version, ...fields })
    expect(status).toBe(422)
    return text
  }
  expect(await send({ scope: 'organisation' })).toContain('Select the kind of work')
  expect(await send({ ...whole, 'lastDay-day': '1', 'lastDay-month': '4', 'lastDay-year': '2025' })).toContain(
    'today or later',
  )
  expect(await send({ ...whole, 'lastDay-day': 'x' })).toContain('real date')
  expect(await send({ scope: 'service', targets: other.serviceId, role: 'finance', mode: 'edit' })).toContain(
    'Select one or more services',
  )
})

it('gives nothing to oneself', async () => {
  const both = aCouncilVisitor(council, provider.accountId)
  const { html } = await site.send(both, `${page(provider.membershipId)}/preview`, whole)
  const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
  const own = await site.send(both, `${page(provider.membershipId)}/grants`, { ...whole, version })
  expect([own.status, own.text.includes('Somebody else must give you')]).toEqual([422, true])
})

it('is closed to other councils, to auditors, and for the council’s own staff', async () => {
  const id = await newcomer()
  const elsewhere = await aCouncil(stage.build)
  const stranger = aCouncilVisitor(elsewhere, (await aMember(stage.build, elsewhere.id, null)).accountId)
  expect((await site.visit(stranger, `${page(id)}/grants`)).status).toBe(404)
  for (const act of ['preview', 'grants'])
    expect((await site.send(stranger, `${page(id)}/${act}`, { ...whole, version: '1' })).status).toBe(404)
  const auditor = aCouncilVisitor(council, staff.accountId, { permissions: ['people.view'] })
  expect((await site.visit(auditor, `${page(id)}/grants`)).status).toBe(403)
  const own = await aMember(stage.build, council.id, null)
  expect((await site.visit(staff, `${page(own.membershipId)}/grants`)).status).toBe(404)
})

it('gives no finance permissions where one person administers, if the council’s rule says so', async () => {
  const strict = await aCouncil(stage.build)
  const clerk = aCouncilVisitor(strict, (await aMember(stage.build, strict.id, null)).accountId)
  await site.send(clerk, '/council/people/settings', { domains: '', twoAdministrators: 'yes' })
  const organisation = await aProvider(stage.build, strict.id)
  const id = crypto.randomUUID()
  const place = { council_id: strict.id, provider_id: organisation.id, name: 'New Person', email: 'new@elm.example' }
  const { accountId } = await aMember(stage.build, council.id, null)
  await stage.build.insert('access.membership', { ...place, id, account_id: accountId })
  const give = async (role: string) => {
    const shown = await site.send(clerk, `${page(id)}/preview`, { ...whole, role })
    const version = /name="version" value="(\d+)"/.exec(shown.html)?.[1] ?? ''
    return site.send(clerk, `${page(id)}/grants`, { ...whole, role, version })
  }
  const refused = await give('finance')
  expect([refused.status, refused.text.includes('needs two administrators')]).toEqual([422, true])
  expect((await give('admin')).status).toBe(303)
  expect((await give('finance')).status).toBe(303)
})

it('tells the council when the last one who looked after an organisation may no more', async () => {
  const alone = await aProvider(stage.build, council.id)
  const { html } = await site.visit(staff, `${page(alone.membershipId)}/grants`)
  const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
  const end = /action="([^"]+\/end)"/.exec(html)?.[1] ?? ''
  expect((await site.send(staff, end, { version })).status).toBe(303)
  expect(await auditOf(stage, council.id, alone.id)).toEqual(['people.last-administrator-leaves'])
})
