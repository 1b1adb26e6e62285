import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider } from '../../../../../testing/world.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'
import { aContact, aDraft, auditOf } from '../../../testing/contacts.ts'

const HERE = '/council/people/ceiling'
let stage: Stage
let site: Site

beforeAll(async () => {
  stage = await aStage()
  site = await aSite(stage, [accessRoutes(anAccess(stage))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function anOffice() {
  const council = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, council.id, null, ['portal-administration'])
  const provider = await aProvider(stage.build, council.id)
  return { council, provider, visitor: aCouncilVisitor(council, accountId) }
}
const choice = (organisation: string, contract: string, service: string, shown = 'none') => ({
  organisation,
  contract,
  service,
  'shown-organisation': shown,
  'shown-contract': shown,
  'shown-service': shown,
})

it('invites nobody until the council says whom, and then for each width by itself', async () => {
  const { provider, visitor } = await anOffice()
  const person = aProviderVisitor(provider)
  expect((await site.visit(visitor, HERE)).text).toContain('Today nobody is invited without you')
  expect((await site.visit(person, '/provider/people/requests/new')).text).toContain('The council decides about each')
  expect((await site.send(visitor, HERE, choice('none', 'none', 'care-management'))).location).toBe(HERE)
  expect((await site.visit(visitor, HERE)).text).toContain('For single services: people for care management')
  const asked = await site.visit(person, '/provider/people/requests/new')
  expect(asked.text).toContain('For single services: people for care management')
  expect(asked.text).not.toContain('For the whole organisation')
  // The same work for the whole organisation goes to the council.
  const wide = await aDraft(site, provider, { contact: aContact(), grant: { scope: 'organisation' } })
  await site.send(person, `/provider/people/requests/${wide}/submission`, {})
  expect((await site.visit(person, `/provider/people/requests/${wide}`)).text).toContain('Waiting for the council')
})

it('keeps what held before, with the days and who set it', async () => {
  const { council, visitor } = await anOffice()
  await stage.build.insert('platform.council_setting', {
    council_id: council.id,
    key: 'people.invite-directly',
    valid: '[2024-01-01,)',
    value: '"finance"',
  })
  const before = await site.visit(visitor, HERE)
  expect(before.text).toContain('Brought with your council’s data')
  expect((await site.send(visitor, HERE, choice('none', 'none', 'finance', 'finance'))).status).toBe(303)
  const page = await site.visit(visitor, HERE)
  expect(page.text).toMatch(/From 1 January 2024 to /)
  expect(page.text).toContain(visitor.name)
  expect(await auditOf(stage, council.id, council.id)).toContain('people.ceiling-changed')
})

it.each([
  ['organisation', 'main'],
  ['service', 'admin'],
  ['contract', ''],
])('refuses %s up to %j, and changes nothing', async (field, value) => {
  const { visitor } = await anOffice()
  const refused = await site.send(visitor, HERE, { ...choice('full', 'full', 'full'), [field]: value })
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Select up to which work')])
  expect(refused.html).toMatch(/value="full"[^>]*checked/)
  expect((await site.visit(visitor, HERE)).text).toContain('Today nobody is invited')
})

it('refuses a change of what somebody else changed, and one that changes nothing', async () => {
  const { visitor } = await anOffice()
  const both = [choice('finance', 'none', 'none'), choice('full', 'none', 'none')].map((one) =>
    site.send(visitor, HERE, one),
  )
  expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([303, 422])
  const again = await site.send(visitor, HERE, choice('none', 'none', 'none'))
  expect(again.text).toContain('Somebody changed this')
  const { visitor: other } = await anOffice()
  expect((await site.send(other, HERE, choice('none', 'none', 'none'))).text).toContain('nothing to change')
})

it('is shown to who may look, and changed by who manages people alone', async () => {
  const { council, visitor } = await anOffice()
  const looker = aCouncilVisitor(council, visitor.accountId, { permissions: ['people.view'] })
  expect((await site.visit(looker, HERE)).html).not.toContain('<form method="post" action="/council/people/ceiling"')
  expect((await site.send(looker, HERE, choice('full', 'none', 'none'))).status).toBe(403)
})
