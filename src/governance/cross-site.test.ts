import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, type Stage } from '../testing/stage.ts'
import { aCouncil, aMember, aProvider } from '../testing/world.ts'
import { ask } from './testing/ask.ts'
import { changedTables, fingerprint } from './testing/fingerprint.ts'
import { serveWithoutDoors, type Served } from './testing/serve.ts'

const someId = '01900000-0000-7000-8000-000000000000'
let stage: Stage
let served: Served
let sessions: Readonly<Record<'provider' | 'council' | 'open', string>>

beforeAll(async () => {
  stage = await aStage('2026-11-21T09:00:00Z')
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id)
  const person = await aMember(stage.build, council.id, provider.id)
  const officer = await aMember(stage.build, council.id, null, ['portal-administration'])
  for (const { accountId, membershipId } of [person, officer])
    await ask(
      stage.ownerUrl,
      `insert into access.session (token_hash, account_id, created_at, last_seen_at, proved_at, council_id, membership_id)
       values (sha256(convert_to($1, 'UTF8')), $2, $3, $3, $3, $4, $1::uuid)`,
      [membershipId, accountId, stage.clock.now(), council.id],
    )
  sessions = { provider: person.membershipId, council: officer.membershipId, open: person.membershipId }
  served = await serveWithoutDoors(stage)
})
afterAll(async () => {
  await served.app.close()
  await stage.strike()
})

/** The token of a page of our own, and the cookie that it belongs to. */
async function ownToken(): Promise<{ token: string; cookie: string }> {
  const page = await served.app.inject('/sign-in')
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  return { token, cookie: page.cookies.find(({ name }) => name === 'form')?.value ?? '' }
}

type Forgery = { readonly body: string; readonly site?: string; readonly cookie: string }

async function forge({ body, site, cookie }: Forgery): Promise<readonly string[]> {
  const answered: string[] = []
  for (const { method, address, face, changesState, crossSite } of served.register) {
    if (!changesState || method !== 'POST') continue
    const url = address.replaceAll(/:token\b/g, 'a'.repeat(43)).replaceAll(/:\w+/g, someId)
    const reply = await served.app.inject({
      method,
      url,
      cookies: { portal: sessions[face], ...(cookie !== '' && { form: cookie }) },
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(site !== undefined && { 'sec-fetch-site': site }),
      },
      payload: body,
    })
    // What is sent from elsewhere on purpose is sent like the rest, and must change as little.
    if (![401, 403].includes(reply.statusCode) && crossSite !== true)
      answered.push(`${method} ${address} answered ${String(reply.statusCode)}`)
  }
  return answered
}

it('refuses every act that another site sends in a person’s name, and changes nothing', async () => {
  const { token, cookie } = await ownToken()
  const other = await ownToken()
  const right = new URLSearchParams({ _csrf: token }).toString()
  const forgeries: readonly Forgery[] = [
    { body: 'a=b', cookie },
    { body: 'a=b', cookie: '' },
    { body: new URLSearchParams({ _csrf: other.token }).toString(), cookie },
    { body: right, cookie, site: 'cross-site' },
    { body: right, cookie, site: 'same-site' },
  ]
  const before = await fingerprint(stage.ownerUrl)
  for (const forgery of forgeries) expect(await forge(forgery)).toEqual([])
  expect(changedTables(before, await fingerprint(stage.ownerUrl))).toEqual([])
}, 120_000)

it('takes the form of another site in one place: the answers of sign-in services, which are signed', () => {
  const crossSite = served.register.filter((route) => route.crossSite)
  expect(crossSite.map(({ address, permission }) => [address, permission])).toEqual([
    ['/sign-in/with/:id/assertion', 'public'],
  ])
})

it('takes without a form of ours only what keeps nothing: what is checked, and what a browser reports', async () => {
  const before = await fingerprint(stage.ownerUrl)
  const keeping = served.register.filter(({ method, changesState }) => method === 'POST' && !changesState)
  expect(keeping.map(({ address, permission }) => [address, permission])).toEqual([
    ['/reports/content', 'public'],
    ['/api/v1/checks', 'public'],
    ['/api/v1/checks/:format', 'public'],
  ])
  for (const { address } of keeping)
    await served.app.inject({ method: 'POST', url: address.replace(':format', 'remittance-1'), payload: { a: 'b' } })
  expect(changedTables(before, await fingerprint(stage.ownerUrl))).toEqual([])
}, 120_000)

it('takes no act by a request that only reads', async () => {
  const before = await fingerprint(stage.ownerUrl)
  for (const { method, address, face, changesState } of served.register) {
    if (!changesState || method !== 'POST') continue
    const url = address.replaceAll(/:token\b/g, 'a'.repeat(43)).replaceAll(/:\w+/g, someId)
    await served.app.inject({ method: 'GET', url, cookies: { portal: sessions[face] } })
  }
  expect(changedTables(before, await fingerprint(stage.ownerUrl))).toEqual([])
}, 120_000)
