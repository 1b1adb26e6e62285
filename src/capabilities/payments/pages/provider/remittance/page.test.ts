import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FastifyInstance } from 'fastify'
import Papa from 'papaparse'
import type { Actor } from '../../../../../platform/work.ts'
import { installedCompiler } from '../../../../../platform/pdf/compiler.ts'
import { refused } from '../../../../../core/outcome.ts'
import type { Faces } from '../../../../../platform/web/server.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPeriod, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { prepareRun } from '../../../commands/prepare-run.ts'
import { releaseRun } from '../../../commands/release-run.ts'
import { listRunsOf } from '../../../store/runs.ts'
import { aPackageWithWeeks, asOwner, hours, twoStaff } from '../../../testing/world.ts'
import { mountRemittances } from '../remittances/route.tsx'
import { mountRemittance } from './route.tsx'

const MARCH = { startsOn: '2025-03-03', endsOn: '2025-03-31' }
const APRIL = { startsOn: '2025-03-31', endsOn: '2025-04-28' }
const WEEKS = ['2025-03-03', '2025-03-10', '2025-03-17', '2025-03-24']
const mountAll = ({ provider }: Faces, web: Web) => mountRemittances(provider, web)

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let other: AProvider
let staff: { preparer: Actor; approver: Actor }
let remittanceId: string

beforeAll(async () => {
  stage = await aStage()
  site = await aSite(stage, [mountAll])
  council = await aCouncil(stage.build)
  staff = await twoStaff(stage, council)
  provider = await aProvider(stage.build, council.id, { rule: { paid_by: 'schedule' } })
  other = await aProvider(stage.build, council.id, { rule: { paid_by: 'schedule' } })
  const { id: packageId } = await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
  await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS.slice(0, 2), missed: hours(14n) })
  await aPackageWithWeeks(stage.build, other, { weeks: WEEKS })
  await paid(MARCH)
  // A week corrected after it was paid: the difference belongs to March and is paid with April.
  await asOwner(
    stage,
    `update actuals.week set version = 2, actual = actual - 30000, missed = 30000 where package_id = '${packageId}' and week_start = '2025-03-10'`,
  )
  await aPackageWithWeeks(stage.build, provider, { weeks: ['2025-03-31'] })
  await paid(APRIL)
  const list = await site.visit(aProviderVisitor(provider), '/provider/remittances')
  remittanceId = idsIn(list.html)[1] ?? ''
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

describe('the remittances of a provider', () => {
  it('leads from each line to a message about it', async () => {
    const { html } = await site.visit(aProviderVisitor(provider), `/provider/remittances/${remittanceId}`)
    expect(html).toMatch(/\/provider\/messages\/new\?line=[0-9a-f-]{36}&amp;from=\d{4}-\d{2}-\d{2}/)
  })

  it('are listed newest first with a chart and the figures beneath it', async () => {
    const { status, html, text } = await site.visit(aProviderVisitor(provider), '/provider/remittances')
    expect(status).toBe(200)
    expect(idsIn(html)).toHaveLength(2)
    expect(html).toContain('<svg class="portal-chart"')
    expect(html).not.toContain('style=')
    expect(text).toContain('£1,176.00')
  })
  it('tie: the lines by person and service sum to what the bank paid', async () => {
    const { status, text } = await site.visit(aProviderVisitor(provider), `/provider/remittances/${remittanceId}`)
    expect(status).toBe(200)
    expect(text).toContain('Sum of the lines £1,176.00')
    expect(text).toContain('Payment to your bank account £1,176.00')
    expect(text).toContain('£294.00')
    // Nothing was delivered in two weeks: they are lines of nothing, not left out.
    expect(text).toContain('£0.00')
  })
  it('show no invoice for a scheduled payment', async () => {
    const { text } = await site.visit(aProviderVisitor(provider), `/provider/remittances/${remittanceId}`)
    expect(text).not.toContain('Invoice')
  })
  it('list an adjustment in the payment that paid it, with the days it is for', async () => {
    const list = await site.visit(aProviderVisitor(provider), '/provider/remittances')
    const { text } = await site.visit(aProviderVisitor(provider), `/provider/remittances/${idsIn(list.html)[0] ?? ''}`)
    expect(text).toContain('Adjustment for 10 to 16 March 2025 (an earlier period)')
    expect(text).toContain('−£21.00')
    expect(text).toContain('Payment to your bank account £273.00')
  })
  it('are to the penny the same in the spreadsheet', async () => {
    const answer = await site.visit(aProviderVisitor(provider), `/provider/remittances/${remittanceId}.csv`)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.html.startsWith('\uFEFFremittance,paid_on,')).toBe(true)
    const { data } = Papa.parse<Record<string, string>>(answer.html.slice(1), { header: true, skipEmptyLines: true })
    expect(data).toHaveLength(6)
    expect(data.reduce((total, row) => total + BigInt((row['amount'] ?? '').replace('.', '')), 0n)).toBe(117_600n)
    expect(data[0]).toMatchObject({ kind: 'care', first_day: '2025-03-03', unit: 'hour', price: '21.0000' })
  })
  it.runIf(installedCompiler() !== undefined)('are a PDF', async () => {
    const answer = await site.visit(aProviderVisitor(provider), `/provider/remittances/${remittanceId}.pdf`)
    expect([answer.status, answer.headers['content-type'], answer.html.slice(0, 5)]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ])
  })
  it('offer the spreadsheet where no PDF can be made', async () => {
    const without = await aSite(stage, [
      ({ provider: face }: { provider: FastifyInstance }, web: Web) =>
        mountRemittance(face, web, () => Promise.resolve(refused({ code: 'not-here' }))),
    ])
    const { status, html } = await without.visit(
      aProviderVisitor(provider),
      `/provider/remittances/${remittanceId}.pdf`,
    )
    expect(status).toBe(503)
    expect(html).toContain(`/provider/remittances/${remittanceId}.csv`)
    await without.close()
  })
  it.each(['', '.csv', '.pdf'])('are not found by another provider (%s)', async (ending) => {
    const address = `/provider/remittances/${remittanceId}${ending}`
    expect((await site.visit(aProviderVisitor(other), address)).status).toBe(404)
  })
  it.each(['x', '00000000-0000-4000-8000-000000000000', "' or 1=1"])('are not found by the id %s', async (id) => {
    const address = `/provider/remittances/${encodeURIComponent(id)}`
    expect((await site.visit(aProviderVisitor(provider), address)).status).toBe(404)
  })
  it('need the permission to see payments', async () => {
    const without = aProviderVisitor(provider, { permissions: ['home.view'] })
    expect((await site.visit(without, '/provider/remittances')).status).toBe(403)
  })
})

describe('the comparison with the payment before', () => {
  it('names causes that sum to the gap', async () => {
    const list = await site.visit(aProviderVisitor(provider), '/provider/remittances')
    const address = `/provider/remittances/${idsIn(list.html)[0] ?? ''}/comparison`
    const { status, text } = await site.visit(aProviderVisitor(provider), address)
    expect(status).toBe(200)
    expect(text).toContain('Care that is no longer part of the payment')
    expect(text).toContain('Corrections of weeks paid before')
    expect(text).toContain('The difference is −£903.00')
  })
  it('leads to the care of each cause, whoever may open it', async () => {
    const list = await site.visit(aProviderVisitor(provider), '/provider/remittances')
    const address = `/provider/remittances/${idsIn(list.html)[0] ?? ''}/comparison`
    const finance = aProviderVisitor(provider, { permissions: ['payments.view'] })
    expect((await site.visit(aProviderVisitor(provider), address)).html).toContain('href="/provider/packages/')
    const theirs = await site.visit(finance, address)
    expect(theirs.html).not.toContain('href="/provider/packages/')
    expect(theirs.text).toContain('The difference is −£903.00')
  })
  it('says so for the first payment, and is not found by another provider', async () => {
    const address = `/provider/remittances/${remittanceId}/comparison`
    expect((await site.visit(aProviderVisitor(provider), address)).text).toContain('This is the first payment')
    expect((await site.visit(aProviderVisitor(other), address)).status).toBe(404)
  })
})

describe('a person who sees one service', () => {
  it('sees its lines with a subtotal, and nothing of the whole', async () => {
    const narrow = aProviderVisitor(provider, { narrow: true })
    const list = await site.visit(narrow, '/provider/remittances')
    expect(list.status).toBe(200)
    expect(list.text).toContain('For your services')
    expect(list.html).not.toContain('portal-chart')
    const { status, text } = await site.visit(narrow, `/provider/remittances/${remittanceId}`)
    expect(status).toBe(200)
    expect(text).toContain('Total for the services you see £1,176.00')
    expect(text).not.toContain('bank account')
  })
  it('is not told of a payment for other services', async () => {
    const elsewhere = { ...provider, serviceId: other.serviceId, contractId: other.contractId }
    const narrow = aProviderVisitor(elsewhere, { narrow: true })
    expect((await site.visit(narrow, '/provider/remittances')).text).toContain('Nothing has been paid yet')
    expect((await site.visit(narrow, `/provider/remittances/${remittanceId}`)).status).toBe(404)
  })
})

async function paid(period: { startsOn: string; endsOn: string }): Promise<void> {
  const { id: periodId } = await aPeriod(stage.build, council.id, period)
  await stage.work.run(staff.preparer, (work) => prepareRun(work, { periodId }))
  await stage.work.run(staff.approver, async (work) => {
    const [run] = await listRunsOf(work.tx, periodId)
    if (run === undefined) throw new Error('no run')
    const outcome = await releaseRun(work, {
      runId: run.id,
      shownHash: run.linesHash,
      confirmed: true,
      confirmedEarly: true,
    })
    if (!outcome.ok) throw new Error(outcome.refusal.code)
  })
}

function idsIn(html: string): string[] {
  return [...html.matchAll(/href="\/provider\/remittances\/([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '')
}
