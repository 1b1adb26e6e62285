import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'
import { aContact, aDraft, auditOf } from '../../../testing/contacts.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  site = await aSite(stage, [accessRoutes(anAccess(stage))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const clerk = () => aCouncilVisitor(council, provider.accountId)
const save = (fields: Readonly<Record<string, string>>) => site.send(clerk(), '/council/people/settings', fields)
const begin = (email: string) => site.send(aProviderVisitor(provider), '/provider/people/requests', aContact({ email }))

it('takes every domain until the council names some, and then says which at once', async () => {
  expect((await begin('nia.one@gmail.example')).status).toBe(303)
  const open = await aDraft(site, provider, { contact: aContact({ email: 'nia.two@gmail.example' }) })
  expect((await save({ domains: '@NHS.net\nelm-care.example' })).status).toBe(303)
  expect((await site.visit(clerk(), '/council/people/settings')).html).toContain('elm-care.example\nnhs.net')
  const refused = await begin('nia.three@gmail.example')
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('must end with @elm-care.example, @nhs.net')
  expect(refused.html).toContain('value="nia.three@gmail.example"')
  expect((await begin('nia.four@mail.elm-care.example')).status).toBe(303)
  const sent = await site.send(aProviderVisitor(provider), `/provider/people/requests/${open}/submission`, {})
  expect([sent.status, sent.text.includes('does not take email addresses of this domain')]).toEqual([422, true])
})

it('holds the same for people whom the council brings in itself, but not for its own staff', async () => {
  await save({ domains: 'nhs.net' })
  const rows = `supplier_number,forename,surname,email,job_title\n${provider.id.slice(0, 8)},Jo,Lee,jo.lee@gmail.example,Manager`
  const onboarded = await site.send(clerk(), '/council/people/onboarding', { rows })
  expect(onboarded.text).toContain('not in a domain that this council takes')
  const added = await site.send(clerk(), '/council/staff', {
    name: 'Sam Clerk',
    email: 'sam.clerk@county.example',
    roles: 'brokerage',
  })
  expect(added.status).toBe(303)
})

it('refuses what is no domain, keeps what was typed, and changes nothing', async () => {
  await save({ domains: 'nhs.net' })
  const refused = await save({ domains: 'nhs.net\nnia@nhs.net', twoAdministrators: 'yes' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('“nia@nhs.net” is not a domain')
  expect(refused.html).toContain('nhs.net\nnia@nhs.net')
  expect((await site.visit(clerk(), '/council/people/settings')).html).not.toContain('nia@nhs.net')
  expect(await auditOf(stage, council.id, council.id)).toContain('people.settings-changed')
})

it('asks for a second administrator before finance permissions where the setting says so', async () => {
  await save({ domains: '', twoAdministrators: 'yes' })
  const other = await aProvider(stage.build, council.id)
  const send = async (grant: Readonly<Record<string, string>>) => {
    const id = await aDraft(site, other, { grant })
    return site.send(aProviderVisitor(other), `/provider/people/requests/${id}/submission`, {})
  }
  const refused = await send({ role: 'finance' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('two administrators')
  expect((await send({ role: 'care-management' })).status).toBe(303)
  expect((await send({ scope: 'organisation', targets: other.serviceId, role: 'admin' })).status).toBe(303)
  await stage.build.insert('access.account', { id: second, email: 'second@elm-care.example', name: 'Second' })
  await stage.build.insert('access.membership', {
    council_id: council.id,
    id: second,
    account_id: second,
    provider_id: other.id,
    name: 'Second',
    email: 'second@elm-care.example',
  })
  await stage.build.insert('access.access_grant', {
    council_id: council.id,
    membership_id: second,
    provider_id: other.id,
    scope: 'organisation',
    role: 'admin',
    mode: 'edit',
  })
  expect((await send({ role: 'finance' })).status).toBe(303)
})
const second = crypto.randomUUID()

it('keeps one value for each day when it is changed twice in a day', async () => {
  await save({ domains: 'one.example' })
  await save({ domains: 'two.example' })
  const rows = await stage.db.read(councilActor(council.id, provider.accountId).scope, (tx) =>
    tx
      .selectFrom('platform.council_setting')
      .select('value')
      .where('council_id', '=', tx.councilId)
      .where('key', '=', 'people.email-domains')
      .execute(),
  )
  expect(rows).toEqual([{ value: ['two.example'] }])
})

it('shows the rules to who may only look, without a form', async () => {
  const page = await site.visit(
    aCouncilVisitor(council, provider.accountId, { permissions: ['people.view'] }),
    '/council/people/settings',
  )
  expect(page.html).not.toContain('<textarea')
  expect(page.text).toContain('two.example')
})
