import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemScope } from '../../../../../platform/db/scope.ts'
import { aBrowser } from '../../../testing/an-access.ts'
import { throughIssuer } from '../../../testing/an-issuer.ts'
import { aSignOnCast, type SignOnCast } from '../../../testing/sign-on-cast.ts'
import { leaveFor, signInWith } from '../../../testing/sign-on.ts'

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
