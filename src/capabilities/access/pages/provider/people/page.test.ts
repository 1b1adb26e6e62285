import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'

let stage: Stage
let site: Site
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  site = await aSite(stage, [accessRoutes(anAccess(stage))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function colleague(over: Readonly<Record<string, unknown>>) {
  const { membershipId, email } = await aMember(stage.build, provider.councilId, provider.id)
  await stage.build.insert('access.access_grant', {
    council_id: provider.councilId,
    membership_id: membershipId,
    provider_id: provider.id,
    scope: 'organisation',
    mode: 'edit',
    ...over,
  })
  return email
}

it('nudges for a second administrator while there is one', async () => {
  const { status, text } = await site.visit(aProviderVisitor(provider), '/provider/people')
  expect(status).toBe(200)
  expect(text).toContain('Only one person here may look after people')
})

it('says in sentences what each person may do', async () => {
  const email = await colleague({ role: 'finance', mode: 'read-only', ends_on: '2025-10-01' })
  const { text } = await site.visit(aProviderVisitor(provider), '/provider/people')
  expect(text).toContain(email)
  expect(text).toContain(
    'See, without changing, invoices and payments for the whole organisation, until 30 September 2025',
  )
  expect(text).not.toContain('Only one person here')
})

it('shows nobody of another provider', async () => {
  const other = await aProvider(stage.build, provider.councilId)
  const { text } = await site.visit(aProviderVisitor(other), '/provider/people')
  expect(text.match(/@example\.org/g)).toHaveLength(1)
})

it('leads to the keys of the organisation whoever sees all of it', async () => {
  const links = async (narrow: boolean) =>
    (await site.visit(aProviderVisitor(provider, { narrow }), '/provider/people')).html.includes('/provider/api-keys')
  expect([await links(false), await links(true)]).toEqual([true, false])
})

it('is closed to whoever does not look after people', async () => {
  const visitor = aProviderVisitor(provider, { permissions: ['home.view', 'invoices.view'] })
  expect((await site.visit(visitor, '/provider/people')).status).toBe(403)
})
