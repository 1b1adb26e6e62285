import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider } from '../../../../../testing/world.ts'
import { routes as actualsRoutes } from '../../../../actuals/routes.ts'
import { explainWeek, listTaken, quote } from '../../../../payments/index.ts'
import { routes } from '../../../routes.ts'
import { aClaim, aRecordedPackage, WEEKS } from '../../../testing/claims.ts'

let stage: Stage
let site: Site
const CONVERSATION = '00000000-0000-4000-8000-000000000001'
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  const openConversation = () => Promise.resolve(CONVERSATION)
  const later = {
    quote,
    explain: explainWeek,
    listTaken,
    openConversation,
    origin: 'https://portal.example',
    db: stage.db,
  }
  site = await aSite(stage, [(faces, web) => actualsRoutes(faces, web, later), routes])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

/** March, with one person recorded as planned and another for whom nothing is. Its last moment is on 12 April. */
async function aMarch() {
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id)
  await aRecordedPackage(stage, provider)
  const open = await aPackage(stage.build, provider, { startsOn: '2025-03-17' })
  const claim = await aClaim(stage, provider)
  const visitor = aProviderVisitor(provider)
  const { contractId, serviceId } = provider
  const query = (periodId: string) =>
    new URLSearchParams({ period: periodId, contract: contractId, service: serviceId }).toString()
  const address = `/provider/invoices/new?${query(claim.periodId)}`
  const line = `/provider/actuals/${serviceId}/2025-03-17/${open.id}`
  const back = new URLSearchParams({ period: claim.periodId, contract: contractId }).toString()
  return { council, provider, open, claim, visitor, query, address, line, back }
}

const late = { 'late-reason': 'oversight' }

describe('making an invoice', () => {
  it('names two lines that stop somebody, and settles one as planned without leaving the invoice', async () => {
    const { visitor, address, line, back, open } = await aMarch()
    const before = await site.visit(visitor, address)
    expect(before.text).toContain('4 weeks are ready. 2 lines stop you')
    expect(before.html).toContain(`action="${line}/settlement?${back.replace('&', '&amp;')}"`)
    const settled = await site.send(visitor, `${line}/settlement?${back}`, { as: 'planned', version: '0', ...late })
    expect([settled.status, settled.location]).toEqual([303, address])
    const after = await site.visit(visitor, address)
    expect(after.text).toContain('5 weeks are ready. 1 line stops you')
    expect(after.text).toContain(open.reference)
  })

  it('leaves aside the line about which the council is asked, and creates the invoice of the others', async () => {
    const { visitor, address, line, back, claim, provider } = await aMarch()
    const asked = await site.send(visitor, `${line}/query?${back}`, { question: 'Had she moved by then?' })
    expect(asked.location).toBe(address)
    const page = await site.visit(visitor, address)
    expect(page.text).toContain('1 line stops you')
    expect(page.text).toContain('1 line waits for the council')
    expect(page.html).toContain(`/provider/messages/${CONVERSATION}`)
    const { contractId, serviceId } = provider
    const form = { period: claim.periodId, contract: contractId, service: serviceId }
    const created = await site.send(visitor, '/provider/invoices', form)
    expect(created.location).toMatch(/^\/provider\/invoices\/[0-9a-f-]{36}$/)
    expect((await site.visit(visitor, created.location)).text).toContain(`in ${String(WEEKS.length)} lines`)
  })

  it('offers no settling to somebody who may not record', async () => {
    const { provider, address } = await aMarch()
    const finance = aProviderVisitor(provider, { permissions: ['invoices.view', 'invoices.submit'] })
    const page = await site.visit(finance, address)
    expect(page.text).toContain('2 lines stop you')
    expect(page.text).not.toContain('Pay as planned')
    // Nor a link to what this person may not open.
    expect(page.text).toContain('Record and confirm the week: a colleague who looks after care does it')
    expect(page.html).not.toMatch(/href="\/provider\/(actuals|agreements)/)
  })

  it('says of a period that has not begun when it opens, and refuses its invoice', async () => {
    const { council, provider, visitor, query } = await aMarch()
    const { id } = await aPeriod(stage.build, council.id, { startsOn: '2025-04-28', endsOn: '2025-05-26' })
    const page = await site.visit(visitor, `/provider/invoices/new?${query(id)}`)
    expect(page.text).toContain('This period cannot be invoiced yet: it begins on 28 April 2025')
    expect(page.html).not.toContain('id="create"')
    const { contractId, serviceId } = provider
    const form = { period: id, contract: contractId, service: serviceId }
    const refused = await site.send(visitor, '/provider/invoices', form)
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('This period has not begun')])
    expect((await site.visit(visitor, '/provider/invoices')).text).toContain('It can be invoiced from 28 April 2025')
  })
})
