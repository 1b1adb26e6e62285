import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type ACouncil } from '../../../../../testing/world.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'
import { auditOf, mailsTo } from '../../../testing/contacts.ts'

let stage: Stage
let site: Site
let council: ACouncil
let own: { accountId: string; membershipId: string }
let staff: Visitor

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  own = await aMember(stage.build, council.id, null, ['portal-administration'])
  staff = aCouncilVisitor(council, own.accountId)
  site = await aSite(stage, [accessRoutes(anAccess(stage))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const page = '/council/staff'

it('adds somebody with roles and sends the link', async () => {
  const person = { name: 'Bea Clerk', email: 'Bea.Clerk@council.example', roles: ['brokerage', 'payments'] }
  expect((await site.send(staff, page, person)).status).toBe(303)
  expect((await site.visit(staff, page)).text).toContain('Bea Clerk bea.clerk@council.example Brokerage, Payments')
  expect(await mailsTo(stage, council.id, 'bea.clerk@council.example')).toHaveLength(1)
  const again = await site.send(staff, page, person)
  expect([again.status, again.text.includes('on the list already')]).toEqual([422, true])
})

it.each([
  [{ name: '' }, 'Enter the name'],
  [{ email: 'x' }, 'Enter an email address'],
  [{ email: 'team@council.example' }, 'this one looks shared'],
  [{ roles: [] }, 'Select one or more roles'],
  [{ jobTitle: 'x'.repeat(101) }, 'The job title must be 100 characters or fewer'],
])('does not add %o', async (over, words) => {
  const person = { name: 'Bea', email: 'bea.new@council.example', roles: ['auditor'], ...over }
  const { status, text } = await site.send(staff, page, person)
  expect([status, text.includes(words)]).toEqual([422, true])
})

it('changes roles, by the version shown, and never one’s own', async () => {
  const { membershipId } = await aMember(stage.build, council.id, null, ['auditor'])
  const roles = `${page}/${membershipId}/roles`
  expect((await site.visit(staff, `${page}/${membershipId}`)).html).toMatch(/value="auditor"[^>]*checked/)
  expect((await site.send(staff, roles, { version: '1', roles: 'payments' })).status).toBe(303)
  const stale = await site.send(staff, roles, { version: '1', roles: 'payments' })
  expect([stale.status, stale.text.includes('Somebody changed these roles')]).toEqual([422, true])
  expect((await site.send(staff, roles, { version: '2' })).text).toContain('Select one or more roles')
  expect((await site.send(staff, roles, { version: '2', roles: 'king' })).status).toBe(400)
  const mine = await site.send(staff, `${page}/${own.membershipId}/roles`, { version: '1', roles: 'payments-approver' })
  expect([mine.status, mine.text.includes('Somebody else must change your roles')]).toEqual([422, true])
})

it('is closed to other councils, to those who only look, and for people of providers', async () => {
  const { membershipId } = await aMember(stage.build, council.id, null, ['auditor'])
  const elsewhere = await aCouncil(stage.build)
  const stranger = aCouncilVisitor(elsewhere, (await aMember(stage.build, elsewhere.id, null)).accountId)
  expect((await site.visit(stranger, `${page}/${membershipId}`)).status).toBe(404)
  expect((await site.send(stranger, `${page}/${membershipId}/roles`, { version: '1', roles: 'auditor' })).status).toBe(
    404,
  )
  const auditor = aCouncilVisitor(council, own.accountId, { permissions: ['people.view'] })
  expect((await site.visit(auditor, page)).text).not.toContain('Add somebody')
  expect((await site.send(auditor, page, { name: 'x', email: 'x.y@z.example', roles: 'auditor' })).status).toBe(403)
  const provider = await aProvider(stage.build, council.id)
  expect((await site.visit(staff, `${page}/${provider.membershipId}`)).status).toBe(404)
})

it('reports who joined, changed and left, as a page and as a spreadsheet', async () => {
  const report = '/council/people/report'
  const { text } = await site.visit(staff, report)
  expect(text).toContain('Bea Clerk bea.clerk@council.example The council Joined')
  expect(text).toContain('Staff roles changed')
  const csv = await site.visit(staff, `${report}.csv`)
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(csv.text).toContain('joiner,Joined,Bea Clerk,bea.clerk@council.example,The council,Cara Test')
  const days = 'from-day=1&from-month=1&from-year=2024&until-day=31&until-month=1&until-year=2024'
  expect((await site.visit(staff, `${report}?${days}`)).text).toContain('Nobody joined, changed or left')
  const wrong = await site.visit(staff, `${report}?${days.replace('until-year=2024', 'until-year=2026')}`)
  expect([wrong.status, wrong.text.includes('a year later at most')]).toEqual([422, true])
  expect((await site.visit(staff, `${report}?from-day=x`)).status).toBe(422)
})

it('shows what somebody would see with other roles before they are saved', async () => {
  const { membershipId } = await aMember(stage.build, council.id, null, ['auditor'])
  const shown = await site.send(staff, `${page}/${membershipId}/preview`, { version: '1', roles: ['payments'] })
  expect(shown.status).toBe(200)
  expect(shown.text).toMatch(/Today Roles: Auditor.*Then Roles: Payments.*prepare payment runs/)
  expect((await site.visit(staff, `${page}/${membershipId}`)).html).toMatch(/value="auditor"[^>]*checked/)
  expect(await auditOf(stage, council.id, membershipId)).toEqual(['people.previewed'])
  expect((await site.send(staff, `${page}/${membershipId}/preview`, { version: '1', roles: 'king' })).status).toBe(400)
})
