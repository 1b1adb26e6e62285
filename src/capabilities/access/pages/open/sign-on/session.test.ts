import { afterAll, beforeAll, expect, it } from 'vitest'
import { seal } from '../../../../../platform/secrets.ts'
import { systemScope } from '../../../../../platform/db/scope.ts'
import { aCouncil, aMember } from '../../../../../testing/world.ts'
import { ownerOfSecret } from '../../../commands/sign-on/issuer.ts'
import { findConnection } from '../../../store/sign-on/connections.ts'
import { aBrowser, aPerson, mailsTo, signIn } from '../../../testing/an-access.ts'
import { anIssuer, throughIssuer, type AnIssuer } from '../../../testing/an-issuer.ts'
import { aSignOnCast, type SignOnCast } from '../../../testing/sign-on-cast.ts'
import { aConnection, addressOnward, signInWith } from '../../../testing/sign-on.ts'

let cast: SignOnCast

beforeAll(async () => {
  cast = await aSignOnCast()
})
afterAll(() => cast.strike())

it('asks for the policies first, as for everybody', async () => {
  const strict = await aCouncil(cast.stage.build)
  const connection = await aConnection(cast.stage, cast.access, { councilId: strict.id, issuer: cast.otherIssuer })
  const strictIssuer = await anIssuer([connection])
  await setIssuer(connection, strictIssuer)
  await cast.stage.build.insert('access.policy', {
    council_id: strict.id,
    kind: 'acceptable-use',
    version: 1,
    body: 'Be kind.',
    published_at: new Date(0),
    published_by: 'Cara Test',
    required_from: '2020-01-01',
  })
  const { email, membershipId } = await cast.staff(strict.id)
  cast.seat(strictIssuer, email)
  const browser = aBrowser(cast.app)
  const back = await signInWith(browser, connection)
  expect(back.location).toBe(`/policies/${membershipId}`)
  const page = await browser.get(back.location)
  const shown = /name="shown" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
  expect((await browser.post(back.location, { shown, accepted: 'yes' })).location).toBe('/council')
  await strictIssuer.stop()
})

async function setIssuer(id: string, at: AnIssuer): Promise<void> {
  const { cipher } = seal(cast.access.secrets, at.clientSecret, ownerOfSecret({ councilId: await councilOf(id), id }))
  await cast.set('access.sign_on_connection', { issuer: at.origin, secret_cipher: cipher }, id)
}
async function councilOf(id: string): Promise<string> {
  const found = await cast.access.db.read({ role: 'portal_gate' }, (tx) => findConnection(tx, id))
  return found?.councilId ?? ''
}

it('keeps a session of its own like all others: listed, told of in a new browser, ended by signing out', async () => {
  const person = await aPerson(cast.stage, cast.access, { councilId: cast.own.council.id, staffRoles: ['brokerage'] })
  const sub = cast.seat(cast.issuer, person.email)
  await signInWith(aBrowser(cast.app, 'Mozilla/5.0 (X11) Firefox/140.0'), cast.own.id)
  cast.issuer.seat({ sub })
  const browser = aBrowser(cast.app, 'Mozilla/5.0 (Macintosh) Safari/605')
  await signInWith(browser, cast.own.id)
  const mails = await mailsTo(cast.stage, { councilId: cast.own.council.id, email: person.email })
  expect(mails.map(({ subject }) => subject)).toContain('Your Provider Portal account was opened in a new browser')
  expect((await browser.get('/account')).html).toContain('Safari')
  const out = await browser.post('/sign-out')
  expect(out.location).toBe(`/signed-out?with=${cast.own.id}`)
  const page = await browser.get(out.location)
  expect(page.html).toContain(`Sign out of Council ${cast.own.council.code} too`)
  const ended = await browser.get(`/sign-in/with/${cast.own.id}/ended`)
  expect(ended.location).toContain(`${cast.issuer.origin}/session/end?`)
  expect((await browser.get('/council')).status).toBe(303)
})

it('proves again who is there only when the issuer has asked them since', async () => {
  const person = await cast.staff()
  const sub = cast.seat(cast.issuer, person.email)
  const browser = aBrowser(cast.app)
  await signInWith(browser, cast.own.id)
  const again = await browser.post('/sign-in/again')
  const asked = new URL(addressOnward(await browser.get(again.location)))
  expect([asked.searchParams.get('prompt'), asked.searchParams.get('max_age')]).toEqual(['login', '0'])
  expect((await browser.get(await throughIssuer(asked.href))).html).toContain('You have shown that it is you')
  // Somebody else at the keyboard proves nothing.
  cast.seat(cast.issuer, (await cast.staff()).email)
  const other = await browser.post('/sign-in/again')
  expect((await browser.get(await throughIssuer(addressOnward(await browser.get(other.location))))).status).toBe(403)
  cast.issuer.seat({ sub })
  // Nor does an answer for which the issuer asked nobody.
  const third = await browser.post('/sign-in/again')
  const quiet = new URL(addressOnward(await browser.get(third.location)))
  for (const name of ['prompt', 'max_age']) quiet.searchParams.delete(name)
  expect((await browser.get(await throughIssuer(quiet.href))).status).toBe(403)
})

it('offers it before an act that binds, and the act is done once it was shown', async () => {
  const { email, membershipId } = await aMember(cast.stage.build, cast.own.council.id, null, ['portal-administration'])
  const clerk = await cast.staff()
  cast.seat(cast.issuer, email)
  const browser = aBrowser(cast.app)
  await signInWith(browser, cast.own.id)
  const { accountId } = await cast.stage.db.read(systemScope(cast.own.council.id), (tx) =>
    tx
      .selectFrom('access.membership')
      .select('account_id as accountId')
      .where('council_id', '=', tx.councilId)
      .where('id', '=', membershipId)
      .executeTakeFirstOrThrow(),
  )
  await cast.stage.db.write({ role: 'portal_gate' }, (tx) =>
    tx
      .updateTable('access.session')
      .set({ proved_at: new Date(0) })
      .where('account_id', '=', accountId)
      .execute(),
  )
  const act = `/council/people/${clerk.membershipId}/end`
  const page = await browser.post(act)
  expect([page.status, page.html]).toEqual([401, expect.stringContaining('Sign in again with Council')])
  expect((await browser.post(act)).status).toBe(401)
  const again = await browser.post('/sign-in/again')
  await browser.get(await throughIssuer(addressOnward(await browser.get(again.location))))
  expect((await browser.post(act)).status).toBe(303)
})

it('has nothing to prove for a session that came by password', async () => {
  const { email } = await aPerson(cast.stage, cast.access, {
    councilId: cast.own.council.id,
    staffRoles: ['brokerage'],
  })
  const browser = aBrowser(cast.app)
  await signIn(browser, { email })
  expect((await browser.post('/sign-in/again')).status).toBe(303)
})

it('opens a place by password no more where that was switched off, but for those who keep it', async () => {
  const closed = await aCouncil(cast.stage.build)
  await aConnection(cast.stage, cast.access, { councilId: closed.id, issuer: cast.issuer }, { password_off: true })
  const [person, keeper] = [
    await aPerson(cast.stage, cast.access, { councilId: closed.id, staffRoles: ['brokerage'] }),
    await aPerson(cast.stage, cast.access, { councilId: closed.id, staffRoles: ['portal-administration'] }),
  ]
  await cast.set('access.membership', { keeps_password: true }, keeper.membershipId)
  const browser = aBrowser(cast.app)
  expect((await signIn(browser, { email: person.email })).location).toBe('/places')
  const page = await browser.get('/places')
  expect(page.html).toContain(`Sign in with Council ${closed.code}`)
  expect((await browser.post('/places', { place: person.membershipId })).status).toBe(422)
  expect((await signIn(aBrowser(cast.app), { email: keeper.email })).location).toBe('/council')
})
