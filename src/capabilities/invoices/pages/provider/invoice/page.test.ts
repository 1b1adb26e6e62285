import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import Papa from 'papaparse'
import { refused } from '../../../../../core/outcome.ts'
import { installedCompiler } from '../../../../../platform/pdf/compiler.ts'
import type { Faces } from '../../../../../platform/web/server.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { decideInvoice } from '../../../commands/decide-invoice.ts'
import { routes } from '../../../routes.ts'
import type { Claim } from '../../../store/readiness.ts'
import { aClaim, aDraft, aPayer, aRecordedPackage, aSubmitted, aWeek, WEEKS } from '../../../testing/claims.ts'
import { mountDownloads } from '../download/route.tsx'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let claim: Claim
let visitor: Visitor

beforeAll(async () => {
  stage = await aStage()
  site = await aSite(stage, [routes])
})
beforeEach(async () => {
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id, { name: 'Elm House' })
  claim = await aClaim(stage, provider)
  visitor = aProviderVisitor(provider)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

describe('the list', () => {
  it('says what to do when there is nothing', async () => {
    const { status, text } = await site.visit(visitor, '/provider/invoices')
    expect(status).toBe(200)
    expect(text).toContain('You have no invoices yet')
    expect(text).not.toContain('Care you can invoice now')
  })
  it('offers the periods with confirmed care, and shows state, move and expected payment of each invoice', async () => {
    await aRecordedPackage(stage, provider)
    const before = await site.visit(visitor, '/provider/invoices')
    expect(before.text).toContain('4 weeks Create the invoice for Elm House at home')
    await aSubmitted(stage, provider, claim)
    const after = await site.visit(visitor, '/provider/invoices')
    expect(after.text).toContain('Being checked')
    expect(after.text).toContain('The council’s')
    expect(after.text).not.toContain('Care you can invoice now')
  })
})

describe('the period', () => {
  const asked = () =>
    `/provider/invoices/new?period=${claim.periodId}&contract=${claim.contractId}&service=${claim.serviceId}`
  it('names every line that stops, one by one, with what to do', async () => {
    await aRecordedPackage(stage, provider, { weeks: WEEKS.slice(0, 3) })
    const { id: packageId } = await aPackage(stage.build, provider, { recordableFrom: null })
    await aRecordedPackage(stage, provider, { status: 'held' })
    const { status, text, html } = await site.visit(visitor, asked())
    expect(status).toBe(200)
    // One week never recorded, four not agreed, four held.
    expect(text).toContain('3 weeks are ready. 9 lines stop you.')
    expect(text).toContain('Total 3 £882.00')
    expect(text).toContain('Nothing is recorded')
    expect(text).toContain('Its agreement is not agreed yet')
    expect(text).toContain('more was delivered than the exception level allows')
    expect(html).toContain(`/provider/actuals/${provider.serviceId}/2025-03-24`)
    expect(text).toContain('You can create the invoice now without these lines')
    expect(packageId).not.toBe('')
  })
  it('creates the draft with one button, and the button pressed twice makes one', async () => {
    await aRecordedPackage(stage, provider)
    const { html } = await site.visit(visitor, asked())
    expect(html).toContain('Create invoice for Period from 2025-03-03')
    const fields = {
      period: claim.periodId,
      contract: claim.contractId,
      service: claim.serviceId,
      _key: 'one-key-1234',
    }
    const first = await site.send(visitor, '/provider/invoices', fields)
    const second = await site.send(visitor, '/provider/invoices', fields)
    expect([first.status, second.status, second.location]).toEqual([303, 303, first.location])
    const third = await site.send(visitor, '/provider/invoices', { ...fields, _key: 'other-key-1234' })
    expect(third.location).toBe(first.location)
  })
  it('says so when there is nothing to claim', async () => {
    const { text, html } = await site.visit(visitor, asked())
    expect(text).toContain('There is nothing to invoice yet')
    expect(html).not.toContain('Create invoice')
    const fields = { period: claim.periodId, contract: claim.contractId, service: claim.serviceId }
    expect((await site.send(visitor, '/provider/invoices', fields)).status).toBe(422)
  })
  it('is not found for another provider, and a bad request without its ids', async () => {
    const other = await aProvider(stage.build, council.id)
    expect((await site.visit(aProviderVisitor(other), asked())).status).toBe(404)
    expect((await site.visit(visitor, '/provider/invoices/new')).status).toBe(400)
  })
  it('may be seen but not acted on without the right to send', async () => {
    await aRecordedPackage(stage, provider)
    const reader = aProviderVisitor(provider, { permissions: ['invoices.view'] })
    expect((await site.visit(reader, asked())).html).not.toContain('id="create"')
    const fields = { period: claim.periodId, contract: claim.contractId, service: claim.serviceId }
    expect((await site.send(reader, '/provider/invoices', fields)).status).toBe(403)
  })
})

describe('an invoice', () => {
  it('is checked, numbered and sent; sent again or from "back" it stays as it was', async () => {
    await aRecordedPackage(stage, provider)
    const id = await aDraft(stage, provider, claim)
    const page = await site.visit(visitor, `/provider/invoices/${id}`)
    expect(page.text).toContain('You claim £1,176.00')
    expect(page.text).toContain('10 May 2025')
    const send = (over = {}) =>
      site.send(visitor, `/provider/invoices/${id}/submission`, {
        version: '2',
        ownNumber: '2025/7',
        _key: 'send-key-1234',
        ...over,
      })
    expect((await send()).status).toBe(303)
    expect((await send()).status).toBe(303)
    const back = await send({ _key: 'another-key-1234', ownNumber: '2025/8' })
    expect(back.status).toBe(422)
    expect(back.text).toContain('This invoice is with the council already')
    const after = await site.visit(visitor, `/provider/invoices/${id}`)
    expect(after.text).toContain('2025/7')
    expect(after.html).not.toContain('id="send"')
  })
  it('keeps what was typed when the number is no good', async () => {
    await aRecordedPackage(stage, provider)
    const id = await aDraft(stage, provider, claim)
    const answer = await site.send(visitor, `/provider/invoices/${id}/submission`, { version: '2', ownNumber: '=1+1' })
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('value="=1+1"')
    expect(answer.html).toContain('href="#ownNumber"')
  })
  it('asks for a number not used before', async () => {
    await aRecordedPackage(stage, provider, { weeks: [WEEKS[0]] })
    const first = await aDraft(stage, provider, claim)
    const named = { version: '2', ownNumber: 'A-1' }
    expect((await site.send(visitor, `/provider/invoices/${first}/submission`, named)).status).toBe(303)
    await aRecordedPackage(stage, provider, { weeks: [WEEKS[0]] })
    const second = await aDraft(stage, provider, claim)
    for (const act of ['submission', 'own-number']) {
      const answer = await site.send(visitor, `/provider/invoices/${second}/${act}`, named)
      expect([answer.status, answer.text.includes('You used this number on another invoice')]).toEqual([422, true])
    }
  })
  it('is sent back with the reason, shown until it is sent again', async () => {
    await aRecordedPackage(stage, provider)
    const invoiceId = await aSubmitted(stage, provider, claim)
    const payer = await aPayer(stage, council.id, 'Pat Pays')
    const decision = { kind: 'reject', reason: 'Ada was in hospital in week 2' } as const
    await stage.work.run(payer, (work) => decideInvoice(work, { invoiceId, version: 3, decision }))
    const { text } = await site.visit(visitor, `/provider/invoices/${invoiceId}`)
    expect(text).toContain('The council sent this invoice back Ada was in hospital in week 2')
    expect(text).toContain('Send it to the council')
  })
  it('is deleted after a question, and its weeks are open again', async () => {
    await aRecordedPackage(stage, provider)
    const id = await aDraft(stage, provider, claim)
    expect((await site.visit(visitor, `/provider/invoices/${id}/deletion`)).text).toContain('£1,176.00 in 4 lines')
    const stale = await site.send(visitor, `/provider/invoices/${id}/deletion`, { version: '1' })
    expect(stale.status).toBe(422)
    const answer = await site.send(visitor, `/provider/invoices/${id}/deletion`, { version: '2' })
    expect([answer.status, answer.location]).toEqual([303, '/provider/invoices'])
    expect((await site.visit(visitor, `/provider/invoices/${id}`)).status).toBe(404)
    expect((await site.visit(visitor, '/provider/invoices')).text).toContain('Care you can invoice now')
  })
  it('tells of changed weeks and updates its lines', async () => {
    const { id: packageId } = await aRecordedPackage(stage, provider, { weeks: [WEEKS[0]] })
    const id = await aDraft(stage, provider, claim)
    await aWeek(stage, provider, { packageId, weekStart: WEEKS[1] })
    const update = await site.send(visitor, `/provider/invoices/${id}/lines`, { version: '2' })
    expect(update.status).toBe(303)
    expect((await site.visit(visitor, `/provider/invoices/${id}`)).text).toContain('£588.00 in 2 lines')
  })
  it('is a spreadsheet whose amounts sum to the invoice, and a PDF', async () => {
    await aRecordedPackage(stage, provider)
    const id = await aDraft(stage, provider, claim)
    const csv = await site.visit(visitor, `/provider/invoices/${id}.csv`)
    expect(csv.headers['content-disposition']).toMatch(/^attachment; filename="INV-.*\.csv"$/)
    const { data } = Papa.parse<Record<string, string>>(csv.html.slice(1), { header: true, skipEmptyLines: true })
    expect(data.map((row) => row['amount'])).toEqual(Array(4).fill('294.00'))
    expect(data[0]).toMatchObject({ quantity: '14', price: '21.0000', unit: 'hour', first_day: '2025-03-03' })
    if (installedCompiler() === undefined) return
    const pdf = await site.visit(visitor, `/provider/invoices/${id}.pdf`)
    expect([pdf.status, pdf.html.slice(0, 5)]).toEqual([200, '%PDF-'])
  })
  it('offers the spreadsheet where no PDF can be made', async () => {
    await aRecordedPackage(stage, provider)
    const id = await aDraft(stage, provider, claim)
    const without = await aSite(stage, [
      (faces: Faces, web: Web) => mountDownloads(faces.provider, web, () => Promise.resolve(refused({ code: 'busy' }))),
    ])
    const { status, html } = await without.visit(visitor, `/provider/invoices/${id}.pdf`)
    expect([status, html.includes(`/provider/invoices/${id}.csv`)]).toEqual([503, true])
    await without.close()
  })
  it.each(['', '.csv', '.pdf', '/deletion'])('is not found by another provider (%s)', async (ending) => {
    await aRecordedPackage(stage, provider)
    const id = await aDraft(stage, provider, claim)
    const other = aProviderVisitor(await aProvider(stage.build, council.id))
    expect((await site.visit(other, `/provider/invoices/${id}${ending}`)).status).toBe(404)
  })
  it.each(['submission', 'own-number', 'lines', 'deletion'])('is not changed by another provider (%s)', async (act) => {
    await aRecordedPackage(stage, provider)
    const id = await aDraft(stage, provider, claim)
    const other = aProviderVisitor(await aProvider(stage.build, council.id))
    const answer = await site.send(other, `/provider/invoices/${id}/${act}`, { version: '2', ownNumber: '' })
    expect(answer.status).toBe(404)
  })
})
