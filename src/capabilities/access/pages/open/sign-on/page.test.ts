import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemScope } from '../../../../../platform/db/scope.ts'
import { aCouncil, aMember } from '../../../../../testing/world.ts'
import { aBrowser, aPerson, signIn } from '../../../testing/an-access.ts'
import { throughIssuer } from '../../../testing/an-issuer.ts'
import { aSignOnCast, type SignOnCast } from '../../../testing/sign-on-cast.ts'
import { aConnection, leaveFor, signInWith } from '../../../testing/sign-on.ts'

let cast: SignOnCast

beforeAll(async () => {
  cast = await aSignOnCast()
})
afterAll(() => cast.strike())

it('lets staff in whom the council’s own service named, and says so on the sign-in page', async () => {
  const { email } = await cast.staff()
  cast.seat(cast.issuer, email)
  const browser = aBrowser(cast.app)
  const page = await browser.get('/sign-in')
  expect(page.html).toContain(`Sign in with Council ${cast.own.council.code}`)
  expect(page.html).not.toContain(`/sign-in/with/${cast.ofProvider.id}`)
  const back = await signInWith(browser, cast.own.id, '/council/people')
  expect([back.status, back.location]).toEqual([303, '/council/people'])
  expect((await browser.get('/council')).html).toBe(`Council ${cast.own.council.code}`)
})

it('knows whom it linked by the subject from then on, whatever becomes of the address', async () => {
  const { email } = await cast.staff()
  const sub = cast.seat(cast.issuer, email)
  expect((await signInWith(aBrowser(cast.app), cast.own.id)).location).toBe('/council')
  cast.issuer.seat({ sub, email: 'married@example.org', email_verified: true })
  expect((await signInWith(aBrowser(cast.app), cast.own.id)).location).toBe('/council')
  // Whoever is given the old address later is somebody else.
  cast.seat(cast.issuer, email)
  expect((await signInWith(aBrowser(cast.app), cast.own.id)).status).toBe(403)
  expect(await cast.lastAudit(cast.own.council.id)).toMatchObject({
    action: 'single-sign-on.refused',
    actor: 'Single sign-on',
    details: { reason: 'linked-to-another', detail: email },
  })
})

it('asks with the token for what the token does not tell', async () => {
  cast.issuer.inToken = false
  cast.issuer.rollKeys()
  const { email } = await cast.staff()
  cast.seat(cast.issuer, email)
  expect((await signInWith(aBrowser(cast.app), cast.own.id)).location).toBe('/council')
  cast.issuer.inToken = true
  cast.issuer.rollKeys()
})

it('trusts the keys that the issuer shows now, from the next sign-in on', async () => {
  const { email } = await cast.staff()
  cast.seat(cast.issuer, email)
  expect((await signInWith(aBrowser(cast.app), cast.own.id)).location).toBe('/council')
  cast.issuer.rollKeys()
  expect((await signInWith(aBrowser(cast.app), cast.own.id)).location).toBe('/council')
})

it('refuses a token that is not signed by a key of the issuer', async () => {
  const { email } = await cast.staff()
  cast.seat(cast.issuer, email)
  cast.issuer.showsWrongKeys = true
  const answer = await signInWith(aBrowser(cast.app), cast.own.id)
  cast.issuer.showsWrongKeys = false
  expect([answer.status, answer.html]).toEqual([502, expect.stringContaining('could not trust the answer')])
})

it('takes an answer once, and only from the browser that left', async () => {
  const { email } = await cast.staff()
  cast.seat(cast.issuer, email)
  const browser = aBrowser(cast.app)
  const back = await throughIssuer(await leaveFor(browser, cast.own.id))
  const stranger = await aBrowser(cast.app).get(back)
  expect([stranger.status, stranger.html]).toEqual([422, expect.stringContaining('cannot be used')])
  const away = new Map(browser.cookies)
  expect((await browser.get(back)).status).toBe(303)
  for (const [name, value] of away) browser.cookies.set(name, value)
  expect((await browser.get(back)).status).toBe(422)
  // A code that was used is worth nothing to a new departure either.
  const again = aBrowser(cast.app)
  await leaveFor(again, cast.own.id)
  const used = new URL(`http://localhost${back}`)
  expect((await again.get(`${used.pathname}${used.search}`)).status).toBe(502)
})

it.each([
  ['state', 502],
  ['code', 422],
  ['iss', 502],
])('refuses an answer whose %s was changed', async (part, status) => {
  const { email } = await cast.staff()
  cast.seat(cast.issuer, email)
  const browser = aBrowser(cast.app)
  const back = new URL(`http://localhost${await throughIssuer(await leaveFor(browser, cast.own.id))}`)
  back.searchParams.set(part, 'something-else')
  const answer = await browser.get(`${back.pathname}${back.search}`)
  expect([answer.status, answer.html]).toEqual([status, expect.stringContaining('Nobody was signed in')])
})

it('refuses an answer to another question: the nonce is not that of the departure', async () => {
  const { email } = await cast.staff()
  cast.seat(cast.issuer, email)
  const browser = aBrowser(cast.app)
  const address = new URL(await leaveFor(browser, cast.own.id))
  address.searchParams.set('nonce', 'anothers')
  expect((await browser.get(await throughIssuer(address.href))).status).toBe(502)
  expect(await cast.lastAudit(cast.own.council.id)).toMatchObject({ details: { reason: 'not-trusted' } })
})

it('refuses a token that has expired', async () => {
  const { email } = await cast.staff()
  cast.seat(cast.issuer, email)
  cast.issuer.tokenSeconds = -120
  const answer = await signInWith(aBrowser(cast.app), cast.own.id)
  cast.issuer.tokenSeconds = 600
  expect([answer.status, answer.html]).toEqual([502, expect.stringContaining('could not trust the answer')])
})

it('lets nobody in whom it does not know, with one and the same page', async () => {
  const [disabled, ended, locked] = await Promise.all([cast.staff(), cast.staff(), cast.staff()])
  await cast.set('access.account', { status: 'disabled' }, disabled.accountId)
  await cast.set('access.account', { locked_at: new Date(0), lock_reason: 'staff' }, locked.accountId)
  await cast.set('access.membership', { ends_on: '2026-01-01' }, ended.membershipId)
  const unverified = await cast.staff()
  const elsewhere = await cast.staff(cast.foreign.council.id)
  const arriving: readonly (readonly [string, object])[] = [
    ['nobody@example.org', {}],
    ['somebody@elsewhere.example', {}],
    [disabled.email, {}],
    [locked.email, {}],
    [ended.email, {}],
    [unverified.email, { email_verified: false }],
    [unverified.email, { email_verified: undefined }],
    [elsewhere.email, {}],
  ]
  const pages: string[] = []
  const reasons: unknown[] = []
  for (const [email, over] of arriving) {
    cast.seat(cast.issuer, email, over)
    const answer = await signInWith(aBrowser(cast.app), cast.own.id)
    expect(answer.status).toBe(403)
    pages.push(answer.html.replaceAll(/(nonce|value)="[^"]*"/g, ''))
    reasons.push((await cast.lastAudit(cast.own.council.id))?.details)
  }
  expect(new Set(pages).size).toBe(1)
  expect(reasons).toMatchObject([
    { reason: 'unknown' },
    { reason: 'wrong-domain' },
    { reason: 'not-active' },
    { reason: 'locked' },
    { reason: 'place-ended' },
    { reason: 'email-not-verified' },
    { reason: 'email-not-verified' },
    { reason: 'unknown' },
  ])
})

it('brings no answer of one council’s issuer to another council', async () => {
  const { email } = await cast.staff()
  cast.seat(cast.otherIssuer, email)
  const browser = aBrowser(cast.app)
  const back = await throughIssuer(await leaveFor(browser, cast.foreign.id))
  expect((await browser.get(back.replace(cast.foreign.id, cast.own.id))).status).toBe(422)
  // Nor does an issuer become another by saying so: left for one, sent on to the other.
  const mixed = aBrowser(cast.app)
  const left = new URL(await leaveFor(mixed, cast.own.id))
  const there = new URL(left.pathname + left.search, cast.otherIssuer.origin)
  there.searchParams.set('redirect_uri', `http://localhost/sign-in/with/${cast.own.id}/callback`)
  expect((await mixed.get(await throughIssuer(there.href))).status).toBe(502)
})

it('opens the place of its connection alone, whatever else the person has', async () => {
  const person = await aPerson(cast.stage, cast.access, { councilId: cast.own.council.id, staffRoles: ['brokerage'] })
  await cast.stage.build.insert('access.membership', {
    council_id: cast.foreign.council.id,
    account_id: person.accountId,
    name: 'Same Person',
    email: person.email,
  })
  cast.seat(cast.issuer, person.email)
  const browser = aBrowser(cast.app)
  await signInWith(browser, cast.own.id)
  const places = await browser.get('/places')
  expect(places.html).toContain(`value="${person.membershipId}"`)
  expect(places.html).toContain(`Sign in with Council ${cast.foreign.council.code}`)
  const theirs = await cast.stage.db.read(systemScope(cast.foreign.council.id), (tx) =>
    tx
      .selectFrom('access.membership')
      .select('id')
      .where('council_id', '=', tx.councilId)
      .where('account_id', '=', person.accountId)
      .executeTakeFirstOrThrow(),
  )
  expect((await browser.post('/places', { place: theirs.id })).status).toBe(422)
  // By password, both are open.
  const byPassword = aBrowser(cast.app)
  expect((await signIn(byPassword, { email: person.email })).location).toBe('/places')
})

it('lets a provider’s people in at the address that the provider gives them', async () => {
  const { email } = await aMember(cast.stage.build, cast.own.council.id, cast.ofProvider.providerId)
  cast.seat(cast.issuer, email)
  const browser = aBrowser(cast.app)
  expect((await signInWith(browser, cast.ofProvider.id)).location).toBe('/provider')
  expect((await browser.get('/provider')).html).toContain(`with Council ${cast.own.council.code}`)
})

it('says clearly that the issuer does not answer, and leaves the password way open', async () => {
  const down = await aConnection(cast.stage, cast.access, {
    councilId: (await aCouncil(cast.stage.build)).id,
    issuer: { ...cast.issuer, origin: 'http://localhost:1' },
  })
  const browser = aBrowser(cast.app)
  await browser.get(`/sign-in/with/${down}`)
  const left = await browser.post(`/sign-in/with/${down}`)
  const page = await browser.get(left.location)
  expect([page.status, page.html]).toEqual([502, expect.stringContaining('does not answer')])
  expect(page.html).toContain('href="/sign-in"')
})

it('tells what the issuer said when it said no', async () => {
  const browser = aBrowser(cast.app)
  const left = new URL(await leaveFor(browser, cast.own.id))
  const state = left.searchParams.get('state') ?? ''
  const answer = await browser.get(
    `/sign-in/with/${cast.own.id}/callback?error=access_denied&state=${state}&iss=${encodeURIComponent(cast.issuer.origin)}`,
  )
  expect([answer.status, answer.html]).toEqual([422, expect.stringContaining('did not let you through')])
})

it('has no page for a connection that is not in use or not there', async () => {
  const off = await aConnection(
    cast.stage,
    cast.access,
    { councilId: (await aCouncil(cast.stage.build)).id, issuer: cast.issuer },
    { enabled: false },
  )
  const statuses = await Promise.all(
    [off, randomUUID(), 'x'].map(async (id) => (await aBrowser(cast.app).get(`/sign-in/with/${id}`)).status),
  )
  expect(statuses).toEqual([404, 404, 404])
})
