import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { units } from '../../../../../core/decimal.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, providerActor, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { anAgreement } from '../../../../agreements/testing/agreement.ts'
import { countWeeksToRecord, listUnconfirmed } from '../../../index.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'
import { anEntry } from '../../../testing/rules.ts'

const today = localDate('2025-04-10')
const weekStart = localDate('2025-03-31')
let stage: Stage
let site: Site
let council: ACouncil
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  const periods = [
    { startsOn: '2025-02-03', endsOn: '2025-03-03', submitBy: '2025-03-05T16:00Z' },
    { startsOn: '2025-03-03', endsOn: '2025-03-31', submitBy: '2025-04-02T16:00Z' },
    { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy: '2025-04-30T16:00Z' },
    { startsOn: '2025-04-28', endsOn: '2025-05-26', submitBy: '2025-05-28T16:00Z' },
  ]
  for (const period of periods) await aPeriod(stage.build, council.id, period)
  site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

function cell(html: string, provider: AProvider, week: string): string {
  const start = html.indexOf(`/provider/actuals/${provider.serviceId}/${week}"`)
  const text = html.slice(start, html.indexOf('</td>', start)).replace(/<[^>]*>/g, ' ')
  return text
    .slice(text.indexOf('>') + 1)
    .replace(/\s+/g, ' ')
    .trim()
}

describe('the weeks of each service', () => {
  it('are done, part, late, to do, blocked or not open', async () => {
    const provider = await aProvider(stage.build, council.id)
    const first = await aPackage(stage.build, provider, { startsOn: '2025-03-03' })
    const second = await aPackage(stage.build, provider, { startsOn: '2025-03-17' })
    for (const week of ['2025-03-03', '2025-03-10', '2025-03-31'])
      await aRecordedWeek(stage, provider, { packageId: first.id, weekStart: localDate(week) })
    await aPackage(stage.build, provider, { startsOn: '2025-04-07', recordableFrom: null })
    const page = await site.visit(aProviderVisitor(provider), '/provider/actuals')
    const state = (week: string) => cell(page.html, provider, week)
    expect(state('2025-03-03')).toMatch(/^Done .* 1 of 1$/)
    expect(state('2025-03-17')).toMatch(/^Late .* 0 of 2$/)
    expect(state('2025-03-31')).toMatch(/^Part done .* 1 of 2$/)
    expect(state('2025-04-07')).toMatch(/^To do .* 0 of 3 1 blocked$/)
    expect(state('2025-04-14')).toMatch(/^Not open/)
    expect(page.html).not.toContain(`${provider.serviceId}/2025-02-24`)
    expect(page.text).toContain('The next deadline is 5pm on Wednesday 30 April 2025')
    expect(second.id).not.toBe(first.id)
  })

  it('are those of one package when it is asked for, and of no stranger’s', async () => {
    const provider = await aProvider(stage.build, council.id)
    const [first, second] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
    await aRecordedWeek(stage, provider, { packageId: second.id, weekStart: localDate('2025-03-31') })
    const address = `/provider/actuals?package=${first.id}`
    const page = await site.visit(aProviderVisitor(provider), address)
    expect(page.text).toContain(`care package ${first.reference}`)
    expect(page.html).toContain(`/provider/actuals/${provider.serviceId}/2025-03-31/${first.id}"`)
    expect(page.text).toContain('0 of 1')
    expect(page.text).not.toContain('of 2')
    const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
    expect((await site.visit(stranger, address)).status).toBe(404)
    expect((await site.visit(stranger, '/provider/actuals?package=x')).status).toBe(400)
  })

  it('are blocked when nothing in them can be recorded', async () => {
    const provider = await aProvider(stage.build, council.id)
    await aPackage(stage.build, provider, { recordableFrom: null })
    const page = await site.visit(aProviderVisitor(provider), '/provider/actuals')
    expect(cell(page.html, provider, '2025-03-31')).toMatch(/^Blocked .* 0 of 1 1 blocked$/)
  })

  it('name earlier weeks that are still open, until the claim limit', async () => {
    const provider = await aProvider(stage.build, council.id, { rule: { claim_limit_weeks: 6 } })
    const { id } = await aPackage(stage.build, provider, { startsOn: '2025-02-03' })
    const older = async () => {
      const { html } = await site.visit(aProviderVisitor(provider), '/provider/actuals')
      return [...html.slice(html.indexOf('still open')).matchAll(/actuals\/[^/"]*\/([0-9-]+)"/g)].map(
        ([, week]) => week,
      )
    }
    expect(await older()).toEqual(['2025-02-24'])
    await aRecordedWeek(stage, provider, { packageId: id, weekStart: localDate('2025-02-24') })
    expect((await site.visit(aProviderVisitor(provider), '/provider/actuals')).text).not.toContain('still open')
  })

  it('say what to do when there are none', async () => {
    const provider = await aProvider(stage.build, council.id)
    const page = await site.visit(aProviderVisitor(provider), '/provider/actuals')
    expect(page.text).toContain('No weeks to record yet')
  })

  it('are those of the services somebody may see', async () => {
    const provider = await aProvider(stage.build, council.id)
    await aPackage(stage.build, provider)
    const page = await site.visit(aProviderVisitor(provider, { narrow: true }), '/provider/actuals')
    expect(page.html).toContain(`${provider.serviceId}/2025-03-31`)
    const other = await aProvider(stage.build, council.id)
    expect((await site.visit(aProviderVisitor(other), '/provider/actuals')).html).not.toContain(provider.serviceId)
  })
})

describe('what others are told', () => {
  it('counts records of weeks that have ended, and the next deadline that has not passed', async () => {
    const provider = await aProvider(stage.build, council.id)
    const { id } = await aPackage(stage.build, provider, { startsOn: '2025-03-24' })
    const count = () =>
      stage.db.read(providerActor(provider).scope, (tx) => countWeeksToRecord(tx, { today, now: stage.clock.now() }))
    const soonestDeadline = new Date('2025-04-30T16:00:00Z')
    expect(await count()).toEqual({ serviceWeeks: 2, packageWeeks: 2, late: 1, soonestDeadline })
    await aRecordedWeek(stage, provider, { packageId: id, weekStart })
    expect(await count()).toEqual({ serviceWeeks: 1, packageWeeks: 1, late: 1, soonestDeadline: null })
  })

  it('X42 names each week of a period that stops it from being paid, and why', async () => {
    const provider = await aProvider(stage.build, council.id, { rule: { tolerance_percent: 10 } })
    const [held, draft, done, unsigned] = [
      await aPackage(stage.build, provider, { planned: units('10') }),
      await aPackage(stage.build, provider),
      await aPackage(stage.build, provider),
      await aPackage(stage.build, provider, { recordableFrom: null, startsOn: '2025-04-01' }),
    ]
    const entry = anEntry({ extra: '2', comment: 'Asked for' })
    await aRecordedWeek(stage, provider, { packageId: held.id, weekStart }, { entry })
    await aRecordedWeek(stage, provider, { packageId: draft.id, weekStart }, { entry, intent: 'draft' })
    await aRecordedWeek(stage, provider, { packageId: done.id, weekStart })
    const { id: providerId, contractId, serviceId } = provider
    const weeks = await stage.db.read(providerActor(provider).scope, (tx) =>
      listUnconfirmed(tx, {
        providerId,
        contractId,
        serviceId,
        startsOn: weekStart,
        endsOn: localDate('2025-04-14'),
        today,
      }),
    )
    const why = (week: string) =>
      Object.fromEntries(weeks.filter((one) => one.weekStart === week).map((one) => [one.packageId, one.why]))
    expect(why('2025-03-31')).toEqual({ [held.id]: 'held', [draft.id]: 'draft', [unsigned.id]: 'R07' })
    expect(why('2025-04-07')).toMatchObject({ [held.id]: 'missing', [done.id]: 'missing' })
  })
})

describe('confirming all as planned', () => {
  const at = (provider: AProvider) => `/provider/actuals/${provider.serviceId}/2025-03-31/confirmation`

  it('names how many, and each that is left alone with who must act', async () => {
    const provider = await aProvider(stage.build, council.id)
    const visitor = aProviderVisitor(provider)
    for (let i = 0; i < 3; i += 1) await aPackage(stage.build, provider)
    await aPackage(stage.build, provider, { recordableFrom: null })
    const page = await site.visit(visitor, at(provider))
    expect(page.text).toContain('Confirm all 3 as planned')
    expect(page.text).toContain('Its agreement has not been agreed yet The council has yet to publish it')
    const key = { _key: randomUUID() }
    for (const sent of [await site.send(visitor, at(provider), key), await site.send(visitor, at(provider), key)])
      expect([sent.status, sent.location]).toEqual([
        303,
        expect.stringContaining(`/provider/actuals/${provider.serviceId}/2025-03-31/confirmed?at=`),
      ])
    const after = await site.visit(visitor, at(provider))
    expect(after.text).toContain('Nothing is left to confirm as planned')
    expect(after.text).toContain('Already recorded: confirmed')
  })

  it.each([
    ['published', 'Someone at your organisation must agree it, under Agreements'],
    ['rejected', 'the council must correct it and publish it again'],
    ['draft', 'The council has yet to publish it'],
  ])('says who must act on an agreement that is %s', async (status, words) => {
    const provider = await aProvider(stage.build, council.id)
    const care = await aPackage(stage.build, provider, { recordableFrom: null })
    await anAgreement(stage.build, provider, care, { status })
    expect((await site.visit(aProviderVisitor(provider), at(provider))).text).toContain(words)
  })

  it('is not there for another provider, nor for somebody who may only look', async () => {
    const provider = await aProvider(stage.build, council.id)
    const other = aProviderVisitor(await aProvider(stage.build, council.id))
    expect((await site.visit(other, at(provider))).status).toBe(404)
    expect((await site.send(other, at(provider), {})).status).toBe(404)
    const reader = aProviderVisitor(provider, { permissions: ['actuals.view'] })
    expect((await site.send(reader, at(provider), {})).status).toBe(403)
  })
})

describe('one package in one week', () => {
  it('is recorded alone, and shows every version with who and when', async () => {
    const provider = await aProvider(stage.build, council.id)
    const visitor = aProviderVisitor(provider)
    const { id } = await aPackage(stage.build, provider)
    const address = `/provider/actuals/${provider.serviceId}/2025-03-31/${id}`
    expect((await site.visit(visitor, address)).text).toContain('Nothing has been recorded for this week yet')
    const fields = { act: 'confirm', [`version-${id}`]: '0', [`missed-${id}`]: '1:30', [`comment-${id}`]: 'Carer ill' }
    expect((await site.send(visitor, address, fields)).location).toBe(address)
    const page = await site.visit(visitor, address)
    expect(page.text).toContain('1 Asha Test, 10am on Thursday 10 April 2025 Confirmed 14 0 1.5 0 12.5')
    const wrong = await site.send(visitor, address, { ...fields, [`version-${id}`]: '1', [`missed-${id}`]: '99' })
    expect(wrong.html).toContain(`href="#missed-${id}"`)
  })

  it('is not there for another provider, outside the package, or when the form names another package', async () => {
    const provider = await aProvider(stage.build, council.id)
    const { id } = await aPackage(stage.build, provider, { startsOn: '2025-04-07' })
    const address = `/provider/actuals/${provider.serviceId}/2025-03-31/${id}`
    const own = aProviderVisitor(provider)
    expect((await site.visit(own, address)).status).toBe(404)
    const now = address.replace('2025-03-31', '2025-04-07')
    expect((await site.visit(aProviderVisitor(await aProvider(stage.build, council.id)), now)).status).toBe(404)
    expect((await site.send(own, now, { act: 'confirm', [`version-${randomUUID()}`]: '0' })).status).toBe(404)
  })
})
