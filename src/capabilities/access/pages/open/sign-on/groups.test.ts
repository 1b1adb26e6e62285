import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemScope } from '../../../../../platform/db/scope.ts'
import { newsOf } from '../../../../../testing/news.ts'
import { aBrowser } from '../../../testing/an-access.ts'
import { throughIssuer } from '../../../testing/an-issuer.ts'
import { aSignOnCast, type SignOnCast } from '../../../testing/sign-on-cast.ts'
import { leaveFor, signInWith } from '../../../testing/sign-on.ts'
import { listWishesOf } from '../../../store/wishes.ts'

let cast: SignOnCast

beforeAll(async () => {
  cast = await aSignOnCast()
})
afterAll(() => cast.strike())

it('adds whoever is in a mapped group, with the roles of the groups, and takes roles away with them', async () => {
  const sub = cast.seat(cast.issuer, `new-${randomUUID()}@example.org`, { groups: ['g-pay', 'g-other'] })
  const browser = aBrowser(cast.app)
  expect((await signInWith(browser, cast.grouped.id)).location).toBe('/council')
  expect(await rolesOf(sub)).toEqual(['payments'])
  expect((await browser.get('/council')).status).toBe(200)
  cast.issuer.seat({ sub, groups: ['g-pay', 'g-admin'] })
  await signInWith(aBrowser(cast.app), cast.grouped.id)
  expect(await rolesOf(sub)).toEqual(['payments', 'portal-administration'])
  cast.issuer.seat({ sub, groups: [] })
  expect((await signInWith(aBrowser(cast.app), cast.grouped.id)).status).toBe(403)
  expect(await cast.lastAudit(cast.grouped.council.id)).toMatchObject({ details: { reason: 'no-role' } })
})

it('adds nobody who is in no mapped group', async () => {
  cast.seat(cast.issuer, `new-${randomUUID()}@example.org`, { groups: ['g-other'] })
  expect((await signInWith(aBrowser(cast.app), cast.grouped.id)).status).toBe(403)
})

async function rolesOf(sub: string): Promise<readonly string[]> {
  const { rows } = await cast.stage.db.read(systemScope(cast.grouped.council.id), (tx) =>
    sql<{ role: string }>`
      select r.role from access.sign_on_subject l
      join access.membership m on m.council_id = l.council_id and m.account_id = l.account_id
      join access.staff_role r on r.council_id = m.council_id and r.membership_id = m.id
      where l.council_id = ${cast.grouped.council.id} and l.subject = ${sub} order by 1`.execute(tx),
  )
  return rows.map(({ role }) => role)
}

async function accountOf(sub: string): Promise<string> {
  const { account_id } = await cast.stage.db.read(systemScope(cast.grouped.council.id), (tx) =>
    tx
      .selectFrom('access.sign_on_subject')
      .select('account_id')
      .where('council_id', '=', tx.councilId)
      .where('subject', '=', sub)
      .executeTakeFirstOrThrow(),
  )
  return account_id
}
async function toldTo(accountId: string): Promise<readonly string[]> {
  const news = await newsOf(cast.stage, cast.grouped.council.id, 'staff-roles.changed')
  return news.filter(({ to }) => to.kind === 'people' && to.accountIds.includes(accountId)).map(({ text }) => text)
}

it('tells of roles that groups change, and answers what was asked for', async () => {
  const sub = cast.seat(cast.issuer, `new-${randomUUID()}@example.org`, { groups: ['g-pay'] })
  const browser = aBrowser(cast.app)
  await signInWith(browser, cast.grouped.id)
  const accountId = await accountOf(sub)
  expect(await toldTo(accountId)).toEqual([])
  await browser.get('/no-permission/people.view')
  expect((await browser.post('/no-permission/people.view')).status).toBe(303)
  const waiting = () =>
    cast.stage.db.read(systemScope(cast.grouped.council.id), (tx) => listWishesOf(tx, { accountId, providerId: null }))
  expect((await waiting()).map(({ wants }) => wants)).toEqual(['people.view'])
  for (const groups of [['g-pay', 'g-admin'], ['g-pay', 'g-admin'], ['g-admin']]) {
    cast.issuer.seat({ sub, groups })
    await signInWith(aBrowser(cast.app), cast.grouped.id)
  }
  expect(await toldTo(accountId)).toEqual([
    'As you asked, you may now see who has an account and what they may do.',
    'Your roles at the council were changed, because your groups in its directory changed.',
  ])
  expect(await waiting()).toEqual([])
})

it('leaves whoever is in no mapped group any more neither a role nor a session', async () => {
  const sub = cast.seat(cast.issuer, `new-${randomUUID()}@example.org`, { groups: ['g-pay'] })
  const before = aBrowser(cast.app)
  await signInWith(before, cast.grouped.id)
  cast.issuer.seat({ sub, groups: ['g-other'] })
  expect((await signInWith(aBrowser(cast.app), cast.grouped.id)).status).toBe(403)
  expect(await rolesOf(sub)).toEqual([])
  expect((await before.get('/council')).location).toMatch(/^\/sign-in/)
  expect(await toldTo(await accountOf(sub))).toHaveLength(1)
})

it('makes one person of two first sign-ins at once', async () => {
  cast.seat(cast.issuer, `new-${randomUUID()}@example.org`, { groups: ['g-pay'] })
  const [one, two] = [aBrowser(cast.app), aBrowser(cast.app)]
  const [first, second] = [
    await throughIssuer(await leaveFor(one, cast.grouped.id)),
    await throughIssuer(await leaveFor(two, cast.grouped.id)),
  ]
  const answers = await Promise.all([one.get(first), two.get(second)])
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
})

it('lets in only who signed in as strongly as the connection asks for, and asks the issuer for it', async () => {
  await cast.set('access.sign_on_connection', { acr_values: ['AAL3_ANY'] }, cast.foreign.id)
  const { email } = await cast.staff(cast.foreign.council.id)
  const weakly = cast.seat(cast.otherIssuer, email, { acr: 'AAL2_ANY' })
  const address = await leaveFor(aBrowser(cast.app), cast.foreign.id)
  expect(new URL(address).searchParams.get('acr_values')).toBe('AAL3_ANY')
  expect((await signInWith(aBrowser(cast.app), cast.foreign.id)).status).toBe(403)
  expect(await cast.lastAudit(cast.foreign.council.id)).toMatchObject({ details: { reason: 'too-weak' } })
  cast.otherIssuer.seat({ sub: weakly, email, email_verified: true, acr: 'AAL3_ANY' })
  expect((await signInWith(aBrowser(cast.app), cast.foreign.id)).location).toBe('/council')
})
