import { randomUUID } from 'node:crypto'
import type { Browser as Chromium, Page } from 'playwright-core'
import { Client } from 'pg'
import { hashToken } from '../../src/capabilities/access/commands/access.ts'
import type { StaffRole } from '../../src/capabilities/access/rules/permissions.ts'
import type { Browsing } from '../../src/governance/testing/browse.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { aCouncil, aMember, builder, type Builder } from '../../src/testing/world.ts'

/** Somebody for whom pages are looked at. Who is nobody has no session. */
export type Walker = {
  readonly name: string
  readonly face: 'provider' | 'council' | 'open'
  readonly token: string | undefined
}
export type Cast = {
  /** In an order in which each sees what those before cannot. */
  readonly everything: readonly Walker[]
  /** A council and a company on their first day. */
  readonly nothing: readonly Walker[]
  /** With the fewest permissions, on each side. */
  readonly littleAllowed: readonly Walker[]
}

const everyRole: readonly StaffRole[] = [
  'brokerage',
  'payments',
  'payments-approver',
  'procurement',
  'portal-administration',
  'auditor',
  'data-guardian',
]

/** People of their own in the demonstration's councils, signed in already: no journey meets them. */
export async function aCast(database: string): Promise<Cast> {
  const build = await builder(database)
  const places = await placesIn(database)
  const everything: Walker[] = [{ name: 'nobody', face: 'open', token: undefined }]
  for (const { code, councilId, providerId } of places) {
    everything.push(await signedIn(build, `a company of ${code}`, { councilId, providerId }))
    everything.push(await signedIn(build, `staff of ${code}`, { councilId, roles: everyRole }))
  }
  const newCouncil = (await aCouncil(build)).id
  const newCompany = { councilId: newCouncil, providerId: await aCompany(build, newCouncil) }
  const nothing = [
    await signedIn(build, 'a new council', { councilId: newCouncil, roles: everyRole }),
    await signedIn(build, 'a new company', newCompany),
  ]
  const [{ councilId, providerId }] = places
  const littleAllowed = [
    await signedIn(build, 'staff of no team', { councilId, roles: [] }),
    await signedIn(build, 'somebody without a kind of work', { councilId, providerId }, false),
  ]
  await build.close()
  return { everything, nothing, littleAllowed }
}

type Place = { readonly code: string; readonly councilId: string; readonly providerId: string }

/** The first company of each council has everything that there is. */
async function placesIn(database: string): Promise<readonly [Place, ...Place[]]> {
  const client = new Client({ connectionString: database })
  await client.connect()
  const { rows } = await client.query<Place>(`
    select distinct on (c.code) c.code, c.council_id as "councilId", o.id as "providerId"
    from platform.council c join providers.organisation o using (council_id)
    where c.code in ('gloucestershire', 'norfolk') order by c.code, o.reference`)
  await client.end()
  const [first, ...others] = rows
  if (first === undefined) throw new Error('the demonstration has a council')
  return [first, ...others]
}

async function aCompany(build: Builder, councilId: string): Promise<string> {
  const id = randomUUID()
  const names = { reference: 'NEW', legal_name: 'New Care Ltd', trading_name: 'New Care' }
  await build.insert('providers.organisation', { council_id: councilId, id, ...names })
  return id
}

type Seat = { readonly councilId: string; readonly providerId?: string; readonly roles?: readonly StaffRole[] }

async function signedIn(build: Builder, name: string, seat: Seat, mayDoAll = true): Promise<Walker> {
  const { councilId, providerId = null, roles = [] } = seat
  const { accountId, membershipId } = mayDoAll
    ? await aMember(build, councilId, providerId, roles)
    : await aMemberWithout(build, councilId, providerId)
  const [token, now] = [randomUUID(), systemClock.now()]
  await build.insert('access.session', {
    token_hash: hashToken(token),
    account_id: accountId,
    council_id: councilId,
    membership_id: membershipId,
    created_at: now,
    last_seen_at: now,
    proved_at: now,
    address: '127.0.0.1',
    browser: 'a walk over all pages',
  })
  return { name, face: providerId === null ? 'council' : 'provider', token }
}

async function aMemberWithout(build: Builder, councilId: string, providerId: string | null) {
  const [accountId, membershipId] = [randomUUID(), randomUUID()]
  const who = { name: 'Person without', email: `p-${accountId.slice(0, 8)}@example.org` }
  await build.insert('access.account', { id: accountId, ...who })
  const place = { council_id: councilId, id: membershipId, account_id: accountId, provider_id: providerId }
  await build.insert('access.membership', { ...place, ...who })
  return { accountId, membershipId }
}

/** Asks the running program without a browser. Keeps which addresses are pages, for a file is none. */
export function browseOver(origin: string, { token }: Walker, pages: Set<string>): Browsing {
  const headers: Record<string, string> = token === undefined ? {} : { cookie: `portal=${token}` }
  return {
    get: async (address) => {
      const answer = await fetch(`${origin}${address}`, { headers, redirect: 'manual' })
      const isHtml = answer.headers.get('content-type')?.startsWith('text/html') === true
      if (isHtml) pages.add(address)
      return { status: answer.status, body: await answer.text(), isHtml }
    },
    post: () => Promise.reject(new Error('a walk only looks')),
  }
}

/** The one page on which this walker sees everything. */
export async function pageOf(chromium: Chromium, origin: string, { token }: Walker): Promise<Page> {
  const context = await chromium.newContext({
    baseURL: origin,
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
  })
  context.setDefaultTimeout(15_000)
  if (token !== undefined)
    await context.addCookies([{ name: 'portal', value: token, url: origin, httpOnly: true, sameSite: 'Lax' }])
  return context.newPage()
}
