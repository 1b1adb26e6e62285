import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notifyJob } from '../../../../../platform/notifications/jobs.ts'
import { tellFollowers } from '../../../../../platform/notifications/follow.ts'
import { listNotifications } from '../../../../../platform/notifications/store.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { bothSidesOf, type Both } from '../../../../../testing/both-sides.ts'
import { newsOf } from '../../../../../testing/news.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aMember, aPackage, aProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'

let both: Both
beforeAll(async () => {
  both = await bothSidesOf({
    mounts: ({ db }) => [
      (faces, web) => {
        routes(faces, web, db)
      },
    ],
  })
})
afterAll(() => both.close())

const visitorOf = (face: 'provider' | 'council') => (face === 'provider' ? both.provides : both.brokers)
const follow = (visitor: Visitor, kind: string, id: string, end = '') =>
  both.site.send(visitor, `/${visitor.face}/following/${kind}/${id}${end}`, {})

/** Something happens to the package; everything that is queued is told. Answers with what the visitor's list then holds. */
async function happens(to: { packageId?: string; personId?: string }, key: string, by = both.staff): Promise<void> {
  const { provider } = both
  await both.stage.work.run(by, (work) =>
    tellFollowers(work, {
      to: [
        { kind: 'package', id: to.packageId ?? both.care.id },
        { kind: 'person', id: to.personId ?? both.care.personId },
      ],
      place: { providerId: provider.id, serviceId: provider.serviceId, contractId: provider.contractId },
      text: 'Something happened to care that you follow.',
      where: '/packages/1',
      key,
    }).then(() => ({ ok: true as const, value: null })),
  )
  for (const event of ['following.provider', 'following.council'] as const)
    for (const news of (await newsOf(both.stage, both.council.id, event)).filter(
      (one) => one.key === `following:${key}`,
    ))
      await notifyJob.handle(both.stage.work, { councilId: both.council.id, news: JSON.stringify(news) })
}
async function told(visitor: Visitor): Promise<readonly string[]> {
  const { scope, accountId } = visitor
  const providerId = scope.role === 'portal_council' ? null : scope.providerId
  const rows = await both.stage.db.read(scope, (tx) =>
    listNotifications(tx, { accountId, providerId }, { after: undefined, rows: 100 }),
  )
  return rows.map(({ href }) => href)
}

describe.each(['provider', 'council'] as const)('on the %s face', (face) => {
  it('follows a person or a package from its page, lists it, and stops with one button', async () => {
    const visitor = visitorOf(face)
    const page = await both.site.visit(visitor, `/${face}/following/package/${both.care.id}`)
    expect(page.text).toContain('Follow this?')
    expect((await follow(visitor, 'package', both.care.id)).location).toBe(`/${face}/packages/${both.care.id}`)
    await follow(visitor, 'package', both.care.id)
    await follow(visitor, 'person', both.care.personId)
    const list = await both.site.visit(visitor, `/${face}/following`)
    expect(list.text).toContain(`Care package ${both.care.reference} Care package Stop following`)
    expect(list.html.match(/\/end"/g)).toHaveLength(2)
    expect((await both.site.visit(visitor, `/${face}/following/package/${both.care.id}`)).text).toContain(
      'You follow this',
    )
    expect((await follow(visitor, 'package', both.care.id, '/end')).location).toBe(`/${face}/following`)
    await follow(visitor, 'package', both.care.id, '/end')
    await follow(visitor, 'person', both.care.personId, '/end')
    expect((await both.site.visit(visitor, `/${face}/following`)).text).toContain('You follow nothing yet')
  })

  it('is told of it on its own face once, however much of it is followed', async () => {
    const visitor = visitorOf(face)
    await follow(visitor, 'package', both.care.id)
    await follow(visitor, 'person', both.care.personId)
    const other = face === 'provider' ? both.staff : both.asha
    const before = (await told(visitor)).length
    await happens({}, `of-${face}`, other)
    expect((await told(visitor)).slice(0, (await told(visitor)).length - before)).toEqual([`/${face}/packages/1`])
    await follow(visitor, 'package', both.care.id, '/end')
    await follow(visitor, 'person', both.care.personId, '/end')
    await happens({}, `after-${face}`, other)
    expect(await told(visitor)).toHaveLength(before + 1)
  })
})

it('does not tell whoever did it, nor of anything else', async () => {
  await follow(both.brokers, 'package', both.care.id)
  const before = (await told(both.brokers)).length
  await happens({}, 'own-act', both.staff)
  const care = await aPackage(both.stage.build, both.provider)
  await happens({ packageId: care.id, personId: care.personId }, 'other-care', both.asha)
  expect(await told(both.brokers)).toHaveLength(before)
  await follow(both.brokers, 'package', both.care.id, '/end')
})

it('tells nobody who has lost the access since they followed', async () => {
  const { accountId, membershipId } = await aMember(both.stage.build, both.council.id, both.provider.id)
  const asha = both.provides
  const ben: Visitor = { ...asha, accountId, scope: { ...asha.scope, accountId } }
  await follow(ben, 'package', both.care.id)
  await happens({}, 'while-there')
  expect(await told(ben)).toHaveLength(1)
  const { Client } = await import('pg')
  const owner = new Client({ connectionString: both.stage.ownerUrl })
  await owner.connect()
  await owner.query(`update access.membership set ends_on = '2025-04-01' where id = $1`, [membershipId])
  await owner.end()
  await happens({}, 'when-gone')
  expect(await told(ben)).toHaveLength(1)
})

it('is nowhere for a stranger, for what is not there, and for who may not see the kind', async () => {
  const stranger = aProviderVisitor(await aProvider(both.stage.build, both.council.id))
  const blind = aCouncilVisitor(both.council, both.staff.scope.accountId, { permissions: ['home.view'] })
  for (const visitor of [stranger, blind]) {
    expect((await both.site.visit(visitor, `/${visitor.face}/following/package/${both.care.id}`)).status).toBe(404)
    expect((await follow(visitor, 'package', both.care.id)).status).toBe(404)
    expect((await both.site.visit(visitor, `/${visitor.face}/following`)).text).toContain('You follow nothing yet')
  }
  expect((await follow(both.brokers, 'person', '00000000-0000-4000-8000-000000000000')).status).toBe(404)
  expect((await follow(both.brokers, 'planet', both.care.id)).status).toBe(404)
})
