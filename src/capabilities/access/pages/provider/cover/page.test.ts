import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'
import { auditOf } from '../../../testing/contacts.ts'

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

const days = {
  'firstDay-day': '14',
  'firstDay-month': '4',
  'firstDay-year': '2025',
  'lastDay-day': '25',
  'lastDay-month': '4',
  'lastDay-year': '2025',
}
const cover = (id: string) => `/provider/people/${id}/cover`

async function grantsOffered(away: string): Promise<readonly string[]> {
  const { html } = await site.visit(aProviderVisitor(provider), cover(away))
  return [...html.matchAll(/name="grants"[^>]*value="([^"]+)"/g)].map(([, id]) => id ?? '')
}

it('lends what both hold, from a day to a day, and ends by itself', async () => {
  const deputy = await aMember(stage.build, council.id, provider.id)
  const [grant = ''] = await grantsOffered(provider.membershipId)
  const visitor = aProviderVisitor(provider)
  const sent = await site.send(visitor, cover(provider.membershipId), {
    by: deputy.membershipId,
    grants: grant,
    ...days,
  })
  expect([sent.status, sent.location]).toEqual([303, '/provider/people'])
  const page = await site.visit(visitor, `/provider/people/${deputy.membershipId}`)
  expect(page.text).toContain('until 25 April 2025, as cover (from 14 April 2025)')
  expect(await auditOf(stage, council.id, deputy.membershipId)).toEqual(['people.cover-arranged'])
  const end = /action="([^"]+\/covers\/[^"]+\/end)"/.exec(page.html)?.[1] ?? ''
  expect((await site.send(visitor, end, {})).status).toBe(303)
  expect((await site.visit(visitor, `/provider/people/${deputy.membershipId}`)).text).not.toContain('as cover')
  expect((await site.send(visitor, end, {})).status).toBe(422)
})

it('lets a later cover of the same work begin beside the one that runs', async () => {
  const deputy = await aMember(stage.build, council.id, provider.id)
  const [grants = ''] = await grantsOffered(provider.membershipId)
  const visitor = aProviderVisitor(provider)
  const arranged = async (over: Readonly<Record<string, string>>) => {
    const sent = await site.send(visitor, cover(provider.membershipId), {
      by: deputy.membershipId,
      grants,
      ...days,
      ...over,
    })
    expect(sent.status).toBe(303)
    return (await site.visit(visitor, `/provider/people/${deputy.membershipId}`)).text
  }
  await arranged({ 'firstDay-day': '10' })
  const text = await arranged({ 'firstDay-month': '6', 'lastDay-month': '6' })
  expect(text).toContain('until 25 April 2025, as cover')
  expect(text).toContain('until 25 June 2025, as cover (from 14 June 2025)')
  const corrected = await arranged({ 'firstDay-month': '6', 'lastDay-month': '6', 'lastDay-day': '20' })
  expect(corrected).toContain('until 20 June 2025')
  expect(corrected).not.toContain('until 25 June 2025')
})

it('lends nothing for longer than it is held', async () => {
  const deputy = await aMember(stage.build, council.id, provider.id)
  const away = await aMember(stage.build, council.id, provider.id)
  await stage.build.insert('access.access_grant', {
    council_id: council.id,
    provider_id: provider.id,
    membership_id: away.membershipId,
    scope: 'organisation',
    role: 'finance',
    mode: 'edit',
    ends_on: '2025-04-25',
  })
  const { html } = await site.visit(aProviderVisitor(provider), cover(away.membershipId))
  const grants = /value="([^"]+)"(?:(?!value=)[^])*?invoices and payments/.exec(html)?.[1] ?? ''
  const asked = { by: deputy.membershipId, grants, ...days }
  const sent = await site.send(aProviderVisitor(provider), cover(away.membershipId), asked)
  expect([sent.status, sent.text.includes('does not hold this on all of these days')]).toEqual([422, true])
  const shorter = { ...asked, 'lastDay-day': '24' }
  expect((await site.send(aProviderVisitor(provider), cover(away.membershipId), shorter)).status).toBe(303)
})

it('refuses what does not fit', async () => {
  const deputy = await aMember(stage.build, council.id, provider.id)
  const [grants = ''] = await grantsOffered(provider.membershipId)
  const right = { by: deputy.membershipId, grants, ...days }
  const tried = async (over: Readonly<Record<string, string>>, left: readonly string[] = []) => {
    const fields = Object.fromEntries(Object.entries({ ...right, ...over }).filter(([name]) => !left.includes(name)))
    const { status, text } = await site.send(aProviderVisitor(provider), cover(provider.membershipId), fields)
    expect(status).toBe(422)
    return text
  }
  expect(await tried({}, ['by'])).toContain('Select who covers')
  expect(await tried({}, ['grants'])).toContain('Select what the person who covers may do')
  expect(await tried({ by: provider.membershipId })).toContain('nobody covers for themselves')
  expect(await tried({ 'firstDay-day': '9' })).toContain('The first day must be today or later')
  expect(await tried({ 'lastDay-day': '13' })).toContain('not after the last day')
  expect(await tried({ 'lastDay-month': '8' })).toContain('92 days at most')
  expect(await tried({ 'lastDay-month': '13' })).toContain('Enter the last day as a real date')
  expect(await tried({ 'firstDay-day': '' })).toContain('Enter the first day')
})

it('lends nothing that the one who arranges it does not hold', async () => {
  const own = await aProvider(stage.build, council.id)
  const administrator = await aMember(stage.build, council.id, null)
  const place = { council_id: council.id, provider_id: own.id }
  const membershipId = '00000000-0000-4000-8000-0000000000bb'
  await stage.build.insert('access.membership', {
    ...place,
    id: membershipId,
    account_id: administrator.accountId,
    name: 'Admin Only',
    email: administrator.email,
  })
  await stage.build.insert('access.access_grant', {
    ...place,
    membership_id: membershipId,
    scope: 'organisation',
    role: 'admin',
    mode: 'edit',
  })
  const visitor = aProviderVisitor({ ...own, accountId: administrator.accountId })
  const page = await site.visit(visitor, cover(own.membershipId))
  expect(page.text).toContain('you hold nothing of what')
  const held = await stage.db.read(visitor.scope, (tx) =>
    tx
      .selectFrom('access.access_grant')
      .select('id')
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', own.id)
      .where('membership_id', '=', own.membershipId)
      .executeTakeFirstOrThrow(),
  )
  const sent = await site.send(visitor, cover(own.membershipId), { by: membershipId, grants: held.id, ...days })
  expect([sent.status, sent.text.includes('you hold nothing of what')]).toEqual([422, true])
})

it('is closed to other providers', async () => {
  const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
  expect((await site.visit(stranger, cover(provider.membershipId))).status).toBe(404)
  const sent = await site.send(stranger, cover(provider.membershipId), { by: provider.membershipId, ...days })
  expect(sent.status).not.toBe(303)
})

it('shows what the deputy would see before anything is lent, and writes that somebody looked', async () => {
  const deputy = await aMember(stage.build, council.id, provider.id)
  const [grant = ''] = await grantsOffered(provider.membershipId)
  const asked = { by: deputy.membershipId, grants: grant, ...days }
  const visitor = aProviderVisitor(provider)
  const preview = `${cover(provider.membershipId)}/preview`
  const shown = await site.send(visitor, preview, asked)
  expect([shown.status, shown.text.includes('Sees today'), shown.text.includes('Would see')]).toEqual([200, true, true])
  expect(shown.html).toContain(`name="firstDay-day" value="14"`)
  expect(await auditOf(stage, council.id, deputy.membershipId)).toEqual(['people.previewed'])
  const nothing = await site.send(visitor, preview, { ...asked, grants: [] })
  expect([nothing.status, nothing.html.includes('value="14"')]).toEqual([422, true])
  expect((await site.send(visitor, preview, { ...days, grants: grant })).status).toBe(422)
  const elsewhere = await aProvider(stage.build, council.id)
  expect((await site.send(visitor, preview, { ...asked, by: elsewhere.membershipId })).status).toBe(404)
})
