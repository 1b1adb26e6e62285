import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { councilActor, providerActor, aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  signIn,
  testClock,
  type APerson,
  type Browser,
} from '../../../testing/an-access.ts'

const page = '/council/audit'
const clock = testClock()
let stage: Stage
let access: Access
let app: FastifyInstance
let council: ACouncil
let provider: AProvider
let carer: APerson
let auditor: Browser

beforeAll(async () => {
  stage = await aStage(clock.now().toISOString())
  access = anAccess(stage, { clock })
  app = await aDoor(stage, access)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})
beforeEach(async () => {
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  carer = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  const { email } = await aPerson(stage, access, { councilId: council.id, staffRoles: ['auditor'] })
  auditor = aBrowser(app)
  await signIn(auditor, { email })
})

async function textAt(address: string, browser = auditor): Promise<string> {
  return (await browser.get(address)).html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
}
async function rowsAt(address: string): Promise<readonly string[]> {
  const { html } = await auditor.get(address)
  return html
    .split('<tr')
    .slice(2)
    .map((row) => row.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '))
}
function act(action: string, id = '1') {
  return stage.work.run({ ...councilActor(council.id, carer.accountId), address: '203.0.113.7' }, ({ audit }) =>
    audit(action, { type: 'package', id }, { version: 2 }),
  )
}
async function asOwner<T>(statement: string, values: readonly unknown[]): Promise<readonly T[]> {
  const client = new Client({ connectionString: stage.ownerUrl })
  await client.connect()
  const { rows } = await client.query<T & object>(statement, [...values])
  await client.end()
  return rows
}

it('tells of a change who, what, when and from where', async () => {
  await act('package.changed')
  const [row] = await rowsAt(`${page}?topic=changes`)
  expect(row).toContain('Changed a care package version: 2')
  expect(row).toContain(carer.email)
  expect(row).toContain('package 1')
  expect(row).toContain('203.0.113.7')
  expect(row).toContain('April 2025')
})

it('takes no day that a change is from for an address', async () => {
  await stage.work.run(councilActor(council.id, carer.accountId), ({ audit }) =>
    audit('price.proposed', { type: 'price-change', id: '1' }, { from: '2025-05-01' }),
  )
  expect((await rowsAt(`${page}?topic=changes`))[0]).toMatch(/from: 2025-05-01.* Not known/)
})

it('joins sign-ins and refusals of the same people, with the address', async () => {
  const browser = aBrowser(app)
  await signIn(browser, { email: carer.email, password: 'not the password' })
  await signIn(browser, { email: carer.email })
  await browser.get('/provider/people/00000000-0000-4000-8000-000000000000')
  const who = new URLSearchParams({ who: carer.email }).toString()
  expect((await rowsAt(`${page}?topic=coming-in&${who}`)).some((row) => /Signed in.*127\.0\.0\.1/.test(row))).toBe(true)
  expect((await rowsAt(`${page}?topic=refused&${who}`)).some((row) => row.includes('Was refused at signing in'))).toBe(
    true,
  )
})

it('writes from where each act of a page came, under the chain', async () => {
  const { email } = await aPerson(stage, access, { councilId: council.id, staffRoles: ['portal-administration'] })
  const officer = aBrowser(app)
  await signIn(officer, { email })
  await officer.get(`/council/people/${carer.membershipId}`)
  await officer.post(`/council/people/${carer.membershipId}/new-password`)
  const [entry] = await rowsAt(`${page}?topic=people`)
  expect(entry).toContain('Demanded a new password of somebody')
  expect(entry).toContain('127.0.0.1')
  const broken = () =>
    asOwner(
      `select from (select e.*, lag(hash, 1, sha256('')) over (order by seq) as previous
         from platform.audit_entry e where council_id = $1) e
       where hash <> platform.audit_hash(previous, seq, at, account_id, action, subject_type, subject_id, details, address)`,
      [council.id],
    )
  expect(await broken()).toEqual([])
  await asOwner(`update platform.audit_entry set address = '192.0.2.1' where council_id = $1 and seq = 1`, [council.id])
  expect((await broken()).length).toBeGreaterThan(0)
})

it('shows a council nothing of another, though the person works for both', async () => {
  const elsewhere = await aCouncil(stage.build)
  const other = await aProvider(stage.build, elsewhere.id)
  const second = randomUUID()
  await stage.build.insert('access.membership', {
    ...{ id: second, council_id: elsewhere.id, account_id: carer.accountId, provider_id: other.id },
    ...{ name: 'Other Name', email: carer.email },
  })
  await stage.work.run(providerActor(other), ({ audit }) => audit('package.corrected', { type: 'package', id: '9' }))
  const told = { membershipId: second }
  const refusal = { route: 'GET /provider/secret', council: elsewhere.id }
  for (const [kind, details] of [
    ['place-chosen', told],
    ['not-found', refusal],
  ] as const)
    await asOwner('insert into access.account_event (account_id, at, kind, details) values ($1, $2, $3, $4)', [
      carer.accountId,
      clock.now(),
      kind,
      details,
    ])
  const text = await textAt(`${page}?who=${encodeURIComponent(carer.email)}`)
  expect(text).not.toContain('/provider/secret')
  expect(text).not.toContain('Chose this place to work')
  expect(text).not.toContain('Other Name')
  expect(await textAt(page)).not.toContain('Corrected a care package')
})

it('tells nothing of somebody from before their place or after it', async () => {
  await asOwner('update access.membership set starts_on = $2, ends_on = $3 where id = $1', [
    carer.membershipId,
    '2025-04-09',
    '2025-04-10',
  ])
  const at = (day: string) =>
    asOwner(`insert into access.account_event (account_id, at, kind, details) values ($1, $2, 'signed-in', $3)`, [
      carer.accountId,
      `${day}T12:00:00Z`,
      { browser: `of ${day}` },
    ])
  await at('2025-04-08')
  await at('2025-04-09')
  await at('2025-04-11')
  const days = 'from-day=1&from-month=4&from-year=2025&until-day=12&until-month=4&until-year=2025'
  const rows = await rowsAt(`${page}?${days}&topic=coming-in&who=${encodeURIComponent(carer.email)}`)
  expect(rows.map((row) => /\d+ April 2025/.exec(row)?.[0])).toEqual(['9 April 2025'])
})

it('pages through both logs without leaving out or repeating one of the same moment', async () => {
  for (let n = 0; n < 40; n += 1) await act('package.changed', String(n))
  for (let n = 0; n < 40; n += 1)
    await asOwner(`insert into access.account_event (account_id, at, kind) values ($1, $2, 'proved')`, [
      carer.accountId,
      clock.now(),
    ])
  const seen: string[] = []
  let address: string | undefined = `${page}?who=${encodeURIComponent(carer.email)}`
  let pages = 0
  while (address !== undefined && pages < 5) {
    const { html }: { html: string } = await auditor.get(address)
    seen.push(...[...html.matchAll(/package \d+(?=<)|Showed again who they are/g)].map(([text]) => text))
    address = /govuk-pagination__next.*?href="([^"]+)"/s.exec(html)?.[1]?.replaceAll('&amp;', '&')
    pages += 1
  }
  expect(pages).toBe(2)
  expect(seen).toHaveLength(80)
  expect(new Set(seen.filter((text) => text.startsWith('package'))).size).toBe(40)
})

it('gives all that was found as a file that runs no formula', async () => {
  await act('package.changed', '=1+1')
  const csv = (await auditor.get(`${page}.csv?topic=changes`)).html.split('\r\n')
  expect(csv[0]).toContain('at,who,email,side,works_for,action,in_words,about,about_id,from,details')
  expect(csv[1]).toContain(`,package.changed,Changed a care package,package,'=1+1,203.0.113.7,`)
  expect((await auditor.get(`${page}.xlsx`)).status).toBe(200)
})

it.each([
  [
    'a day that is none',
    'from-day=31&from-month=2&from-year=2025&until-day=1&until-month=3&until-year=2025',
    'real date',
  ],
  [
    'more days than at once',
    'from-day=1&from-month=1&from-year=2024&until-day=1&until-month=1&until-year=2025',
    '92 days',
  ],
])('refuses %s at the field and keeps what was typed', async (_, query, words) => {
  const { status, html } = await auditor.get(`${page}?${query}&who=Asha`)
  expect([status, html.includes(words), html.includes('value="Asha"')]).toEqual([422, true, true])
  expect((await auditor.get(`${page}.csv?${query}`)).status).toBe(400)
})

it('takes no topic or place that the page would not link to', async () => {
  expect((await auditor.get(`${page}?topic=none`)).status).toBe(400)
  expect((await auditor.get(`${page}?at=2025-04-10T00:00:00Z&place=entry-x`)).status).toBe(400)
})

it('is for those who may see it, and for no provider', async () => {
  const { email } = await aPerson(stage, access, { councilId: council.id, staffRoles: ['portal-administration'] })
  const officer = aBrowser(app)
  await signIn(officer, { email })
  expect((await officer.get(page)).status).toBe(403)
  expect((await officer.get(`${page}.csv`)).status).toBe(403)
})
