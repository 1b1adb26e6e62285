import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { accessRoutes } from '../../../routes.ts'
import { aBrowser, aDoor, anAccess, aPerson, signIn, testClock } from '../../../testing/an-access.ts'
import { auditOf, mailsTo } from '../../../testing/contacts.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build, { support_email: 'portal@council.example' })
  provider = await aProvider(stage.build, council.id)
  site = await aSite(stage, [accessRoutes(anAccess(stage))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const day = (field: string, day: string, month: string, year = '2025') => ({
  [`${field}-day`]: day,
  [`${field}-month`]: month,
  [`${field}-year`]: year,
})
function colleague() {
  return aMember(stage.build, council.id, provider.id)
}

it('ends the access of a leaver now: the open session is over, and the council need not be asked', async () => {
  const clock = testClock()
  const access = anAccess(stage, { clock })
  const home = await aDoor(stage, access, ({ provider: face }) => {
    face.get('/', { config: { permission: 'home.view' } }, () => 'home')
  })
  const person = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  const browser = aBrowser(home)
  await signIn(browser, { email: person.email })
  expect((await browser.get('/provider')).status).toBe(200)
  const ended = await site.send(aProviderVisitor(provider), `/provider/people/${person.membershipId}/removal`, {
    when: 'now',
  })
  expect(ended.status).toBe(303)
  expect((await browser.get('/provider')).status).toBe(303)
  expect(await auditOf(stage, council.id, person.membershipId)).toContain('people.place-ended')
  const again = await site.send(aProviderVisitor(provider), `/provider/people/${person.membershipId}/removal`, {
    when: 'now',
  })
  expect([again.status, again.text.includes('ended already')]).toEqual([422, true])
  await home.close()
})

it('ends it at the end of a day, and until then nothing changes', async () => {
  const { membershipId } = await colleague()
  const visitor = aProviderVisitor(provider)
  const leaves = { when: 'date', ...day('lastDay', '30', '4') }
  expect((await site.send(visitor, `/provider/people/${membershipId}/removal`, leaves)).status).toBe(303)
  expect((await site.visit(visitor, `/provider/people/${membershipId}`)).text).toContain('Last day here 30 April 2025')
  expect((await site.visit(visitor, '/provider/people')).text).toContain('Last day 30 April 2025')
})

it.each([
  [{}, 'Select when the access ends'],
  [{ when: 'date' }, 'Enter the last day'],
  [{ when: 'date', ...day('lastDay', '31', '4') }, 'Enter the last day as a real date'],
  [{ when: 'date', ...day('lastDay', '9', '4') }, 'The last day must be today or later'],
])('does not end it with %o', async (fields, words) => {
  const { membershipId } = await colleague()
  const { status, text } = await site.send(
    aProviderVisitor(provider),
    `/provider/people/${membershipId}/removal`,
    fields,
  )
  expect([status, text.includes(words)]).toEqual([422, true])
})

it('tells the council when the only administrator leaves, and not when another stays', async () => {
  const alone = await aProvider(stage.build, council.id)
  const before = (await mailsTo(stage, council.id, 'portal@council.example')).length
  const second = await aMember(stage.build, council.id, alone.id)
  await site.send(aProviderVisitor(alone), `/provider/people/${second.membershipId}/removal`, { when: 'now' })
  expect(await mailsTo(stage, council.id, 'portal@council.example')).toHaveLength(before)
  const leaves = { when: 'date', ...day('lastDay', '30', '4') }
  await site.send(aProviderVisitor(alone), `/provider/people/${alone.membershipId}/removal`, leaves)
  const mails = await mailsTo(stage, council.id, 'portal@council.example')
  expect(mails.at(-1)?.subject).toContain('will have no administrator')
  expect(await auditOf(stage, council.id, alone.id)).toEqual(['people.last-administrator-leaves'])
})

it('begins a change with what the person holds', async () => {
  const { membershipId } = await colleague()
  const visitor = aProviderVisitor(provider)
  const { location } = await site.send(visitor, `/provider/people/${membershipId}/change`, {})
  expect((await site.visit(visitor, location)).text).toContain(
    'See and change everything, without signing, for the whole organisation',
  )
  const own = await site.send(visitor, `/provider/people/${provider.membershipId}/change`, {})
  expect([own.status, own.text.includes('Somebody else must ask')]).toEqual([422, true])
})

it('is closed to other providers and to those who only look', async () => {
  const { membershipId } = await colleague()
  const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
  expect((await site.visit(stranger, `/provider/people/${membershipId}`)).status).toBe(404)
  for (const act of ['change', 'removal', 'confirmation'])
    expect((await site.send(stranger, `/provider/people/${membershipId}/${act}`, { when: 'now' })).status).toBe(404)
  const reader = aProviderVisitor(provider, { permissions: ['people.view'] })
  expect((await site.send(reader, `/provider/people/${membershipId}/removal`, { when: 'now' })).status).toBe(403)
  expect((await site.visit(reader, `/provider/people/${membershipId}`)).text).not.toContain('End the access')
})

it('asks every quarter who still works here, and takes one press', async () => {
  const { membershipId, email } = await colleague()
  const visitor = aProviderVisitor(provider)
  expect((await site.visit(visitor, '/provider/people')).text).toContain('Say who still works here')
  expect((await site.visit(visitor, '/provider/people/check')).text).toContain(email)
  expect((await site.send(visitor, `/provider/people/${membershipId}/confirmation`, {})).location).toBe(
    '/provider/people/check',
  )
  expect((await site.visit(visitor, '/provider/people/check')).text).not.toContain(email)
  expect((await site.visit(visitor, `/provider/people/${membershipId}`)).text).toContain('Confirmed on 10 April 2025')
})

it('gives the team as a spreadsheet that runs nothing', async () => {
  await stage.build.insert('access.account', {
    id: '00000000-0000-4000-8000-0000000000aa',
    email: 'eve@example.org',
    name: 'Eve',
  })
  await stage.build.insert('access.membership', {
    council_id: council.id,
    account_id: '00000000-0000-4000-8000-0000000000aa',
    provider_id: provider.id,
    name: '=cmd()',
    email: 'eve@example.org',
  })
  const { text, headers } = await site.visit(aProviderVisitor(provider), '/provider/people/team.csv')
  expect(headers['content-disposition']).toContain('team-2025-04-10.csv')
  expect(text).toContain("'=cmd(),eve@example.org,,,never,,")
})
