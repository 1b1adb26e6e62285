import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { rate } from '../../../../../core/money.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { packageRoutes as routes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let asha: Visitor

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  const rates = [
    { from: '2024-01-01', to: '2025-05-01', price: rate(221_000n) },
    { from: '2025-05-01', price: rate(230_600n) },
  ]
  provider = await aProvider(stage.build, council.id, { rates })
  asha = aProviderVisitor(provider)
  site = await aSite(stage, [routes])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const list = (query = '') => site.visit(asha, `/provider/packages${query}`)

it('sorts packages into current, starting, ending and ended', async () => {
  const current = await aPackage(stage.build, provider)
  const starting = await aPackage(stage.build, provider, { startsOn: '2025-05-05' })
  const ending = await aPackage(stage.build, provider, { endsOn: '2025-04-20' })
  const ended = await aPackage(stage.build, provider, { endsOn: '2025-04-01' })
  const history = await aPackage(stage.build, provider, { endsOn: '2025-02-01' })
  const cancelled = await aPackage(stage.build, provider, { package: { status: 'cancelled' } })
  const everything = [current, starting, ending, ended, history, cancelled]
  const shown = async (query: string) => {
    const { text } = await list(query)
    return everything.filter(({ reference }) => text.includes(reference))
  }
  expect(await shown('')).toEqual([current, ending])
  expect(await shown('?tab=starting')).toEqual([starting])
  expect(await shown('?tab=ending')).toEqual([ending])
  expect(await shown('?tab=ended')).toEqual([ended])
  expect(await shown('?tab=ended&historical=yes')).toEqual([ended, history])
})

it('shows plan, price now, cost of a week and state', async () => {
  const { reference } = await aPackage(stage.build, provider, { recordableFrom: null })
  const { text } = await list(`?q=${reference}`)
  expect(text).toMatch(/14 hours £22\.10 an hour £309\.40 From 6 Jan 2025 Not agreed yet/)
})

it('finds care by name from either end, by reference, person reference and NHS number, in every tab', async () => {
  await aPackage(stage.build, provider, {
    endsOn: '2025-01-31',
    package: { reference: 'CPLI-100', own_reference: 'ELM-77' },
  })
  const { text } = await list('?q=CPLI-100')
  const [, family = ''] = /(Person [0-9a-f]{4}), Test/.exec(text) ?? []
  for (const q of [family.toLowerCase(), `test ${family}`, 'cpli-100', 'ELM-77'])
    expect([q, (await list(`?q=${encodeURIComponent(q)}`)).text.includes('CPLI-100')]).toEqual([q, true])
  expect((await list('?q=999%20000%200018')).text).toContain('CPLI-100')
  expect((await list('?q=%25')).text).toContain('No care package matches')
})

it('goes through a long list by the last row seen, each row once', async () => {
  const busy = await aProvider(stage.build, council.id)
  for (let n = 0; n < 53; n += 1)
    await aPackage(stage.build, busy, { startsOn: n % 2 === 0 ? '2025-01-06' : '2025-02-03' })
  const visitor = aProviderVisitor(busy)
  const first = await site.visit(visitor, '/provider/packages')
  const [, next = ''] = /href="([^"]*after=[^"]*)"/.exec(first.html) ?? []
  const second = await site.visit(visitor, next.replaceAll('&amp;', '&'))
  const references = (html: string) => [...html.matchAll(/>(P-[0-9a-f]{8})</g)].map(([, reference]) => reference)
  expect([references(first.html).length, references(second.html).length]).toEqual([50, 3])
  expect(new Set([...references(first.html), ...references(second.html)]).size).toBe(53)
  expect(second.html).not.toContain('after=')
})

it('downloads the whole list with numbers as numbers and no formula', async () => {
  const care = await aPackage(stage.build, provider, { package: { own_reference: '=HYPERLINK("x")' } })
  const { status, text, headers } = await site.visit(asha, `/provider/packages.csv?q=${care.reference}`)
  expect(status).toBe(200)
  expect(headers['content-disposition']).toContain('care-packages-2025-04-10.csv')
  expect(text.split('\r\n')[1]).toContain(`${care.reference},"'=HYPERLINK(""x"")",`)
  expect(text).toContain(',hour,14,22.1000,309.40,2025-01-06,,2025-01-06,Recordable')
})

it('gives the cost and breakdown of care as CSV, and leads from each row to a message about it', async () => {
  const { html } = await site.visit(asha, '/provider/packages')
  expect(html).toMatch(/href="\/provider\/packages-breakdown\.csv/)
  expect(html).toMatch(/href="\/provider\/messages\/new\?package=[0-9a-f-]{36}"/)
  const file = await site.visit(asha, '/provider/packages-breakdown.csv')
  expect(file.headers['content-disposition']).toContain('care-packages-breakdown-2025-04-10.csv')
  expect(file.html).toContain('Reference,From,')
  expect(file.html).toMatch(/P-[0-9a-f]{8},2025-05-01,,1,New price,14,hour,23\.0600,322\.84/)
})

it('shows one package with its formula and the price that is already decided', async () => {
  const care = await aPackage(stage.build, provider, {
    plannedByDay: [2n, 2n, 2n, 2n, 2n, 2n, 2n].map((h) => h * 30_000n),
  })
  const { text, html } = await site.visit(asha, `/provider/packages/${care.id}`)
  expect(text).toContain('14 hours × £22.10 an hour = £309.40 a week')
  expect(text).toContain('From 1 May 2025 £22.10 → £23.06 an hour: a week costs £322.84')
  expect(text).toContain('Monday 2 hours')
  expect(text).toContain('NHS number 9990000018')
  expect(html).toContain(`/provider/actuals?package=${care.id}`)
})

it('knows nothing of another provider’s package', async () => {
  const care = await aPackage(stage.build, provider)
  const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
  expect((await site.visit(stranger, `/provider/packages/${care.id}`)).status).toBe(404)
  expect((await site.visit(stranger, `/provider/packages?q=${care.reference}`)).text).toContain(
    'No care package matches',
  )
  expect((await site.visit(asha, `/provider/packages/${randomUUID()}`)).status).toBe(404)
  expect((await site.visit(asha, '/provider/packages/x')).status).toBe(404)
  expect((await site.visit(asha, '/provider/packages?after=x')).status).toBe(400)
})

it('shows a person with a grant for one service that service’s care', async () => {
  const narrow = aProviderVisitor(provider, { narrow: true })
  const care = await aPackage(stage.build, provider)
  expect((await site.visit(narrow, `/provider/packages?q=${care.reference}`)).text).toContain(care.reference)
  const elsewhere = await aPackage(stage.build, {
    ...provider,
    serviceId: (await aProvider(stage.build, council.id)).serviceId,
  })
  expect((await site.visit(narrow, `/provider/packages/${elsewhere.id}`)).status).toBe(404)
})

it('shows the council every provider’s care', async () => {
  const staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  const care = await aPackage(stage.build, provider)
  const { text } = await site.visit(staff, `/council/packages?q=${care.reference}`)
  expect(text).toContain(care.reference)
  expect((await site.visit(staff, `/council/packages/${care.id}`)).text).toContain('New agreement for this package')
  expect((await site.visit(staff, `/provider/packages/${care.id}`)).status).toBe(404)
})

it('leads from the counts of warnings to as many rows, and says in the list of current care what they are', async () => {
  const home = await aProvider(stage.build, council.id)
  const visitor = aProviderVisitor(home)
  const seen = async (query: string) => {
    const { html, text } = await site.visit(visitor, `/provider/packages${query}`)
    return { rows: [...html.matchAll(/>(P-[0-9a-f]{8})</g)].map(([, reference]) => reference), text }
  }
  expect((await seen('?tab=warned')).text).toContain('Nothing is to look at')
  const care = await aPackage(stage.build, home, { endsOn: '2025-04-20' })
  const ends = await aPackage(stage.build, home, { endsOn: '2025-04-22' })
  const twice = await aPackage(stage.build, home, { startsOn: '2025-02-01', package: { person_id: care.personId } })
  await aPackage(stage.build, home)
  const all = await seen('?tab=warned')
  expect(all.rows.toSorted()).toEqual([care, ends, twice].map(({ reference }) => reference).toSorted())
  expect(all.text).toContain('All (3)')
  expect(all.text).toContain('Overlaps with other care (2)')
  expect((await seen('?tab=warned&warning=nothing-follows')).rows).toEqual([ends.reference])
  const current = await seen('')
  expect(current.text).toContain('Ends in 12 days, nothing follows')
  expect(current.text).toContain(`Overlaps with ${care.reference}`)
})
