import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aPeriod, aProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'

let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

/** The last moment of this week was on 2 April, eight days ago. */
const LATE = '2025-03-24'
const IN_TIME = '2025-03-31'

async function aProviderLate(rule = {}) {
  const council = await aCouncil(stage.build)
  const periods = [
    { startsOn: '2025-03-03', endsOn: '2025-03-31', submitBy: '2025-04-02T16:00Z' },
    { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy: '2025-04-30T16:00Z' },
  ]
  for (const period of periods) await aPeriod(stage.build, council.id, period)
  const provider = await aProvider(stage.build, council.id, { rule })
  const { id, reference } = await aPackage(stage.build, provider)
  const visitor = aProviderVisitor(provider)
  const staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  const sheet = `/provider/actuals/${provider.serviceId}/${LATE}`
  const row = { [`version-${id}`]: '0', [`missed-${id}`]: '0', [`comment-${id}`]: '' }
  const send = (address: string, fields: Record<string, string>) => site.send(visitor, address, fields)
  return { id, reference, provider, visitor, staff, sheet, row, send }
}

const said = { 'late-reason': 'records-late', 'late-note': 'Two rotas were lost' }

describe('a week that is confirmed after its deadline', () => {
  it('asks why, keeps what was typed, and confirms nothing without a reason', async () => {
    const { id, visitor, sheet, row, send } = await aProviderLate()
    expect((await site.visit(visitor, sheet)).text).toContain('Why is this confirmed after its deadline?')
    const typed = { ...row, [`missed-${id}`]: '1', [`comment-${id}`]: 'Carer ill', 'late-note': 'Sorry' }
    const refused = await send(sheet, { act: 'confirm', ...typed })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Select why this is confirmed after its deadline')
    expect(refused.html).toContain('Carer ill</textarea>')
    expect(refused.html).toContain('Sorry</textarea>')
    expect((await site.visit(visitor, sheet)).html).toContain(`name="version-${id}" value="0"`)
  })

  it('asks for words where the reason is another one', async () => {
    const { sheet, row, send } = await aProviderLate()
    const refused = await send(sheet, { act: 'confirm', ...row, 'late-reason': 'other' })
    expect(refused.text).toContain('Enter why this is confirmed after its deadline')
    expect((await send(sheet, { act: 'confirm', ...row, 'late-reason': 'other', 'late-note': 'Flood' })).status).toBe(
      303,
    )
  })

  it('keeps the reason with the week, and shows it to both sides and in the file', async () => {
    const { id, reference, provider, visitor, staff, sheet, row, send } = await aProviderLate()
    expect((await send(sheet, { act: 'confirm', ...row, ...said })).status).toBe(303)
    const words = 'Records came late from care workers: Two rotas were lost'
    expect((await site.visit(visitor, `${sheet}/${id}`)).text).toContain(words)
    const board = await site.visit(staff, `/council/actuals?week=${LATE}`)
    expect(board.text).toContain('Complete 1 1 1 0 0 0 1')
    const week = await site.visit(staff, `/council/actuals/providers/${provider.id}/${LATE}`)
    expect(week.text).toContain(`Late. ${words}`)
    const queue = await site.visit(staff, `/council/actuals/exceptions?kind=late`)
    expect(queue.text).toContain('It was due by 2 April 2025')
    expect(queue.text).toContain(`Late: ${words}`)
    const file = await site.visit(staff, `/council/actuals/week.csv?week=${LATE}`)
    const line = file.html.split('\r\n').find((text) => text.includes(reference)) ?? ''
    expect(line).toContain(`,2025-04-10T09:00:00.000Z,2025-04-02T16:00:00.000Z,yes,${words}`)
  })

  it('leaves the queue when somebody lets it stand', async () => {
    const { id, staff, sheet, row, send } = await aProviderLate()
    await send(sheet, { act: 'confirm', ...row, ...said })
    const look = { kind: 'late', shownVersion: '1' }
    expect((await site.send(staff, `/council/actuals/${id}/${LATE}/looks`, look)).status).toBe(303)
    expect((await site.visit(staff, '/council/actuals/exceptions?kind=late')).text).toContain('Nothing to look at')
  })

  it.each([
    ['confirmed all as planned', 'confirmation', {}],
    ['reviewed and confirmed', 'review', {}],
  ])('asks the same where it is %s', async (_, page) => {
    const { id, visitor, sheet, row, send } = await aProviderLate()
    expect((await site.visit(visitor, `${sheet}/${page}`)).text).toContain('Why is this confirmed after its deadline?')
    const refused = await send(`${sheet}/${page}`, row)
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Select why this is')])
    expect((await send(`${sheet}/${page}`, { ...row, ...said })).status).toBe(303)
    expect((await site.visit(visitor, `${sheet}/${id}`)).text).toContain('Records came late')
  })

  it('asks the same for the page of one package and for one line that is settled', async () => {
    const { id, visitor, sheet, row, send } = await aProviderLate({ visits_required: true })
    expect((await send(`${sheet}/${id}`, { act: 'confirm', ...row, [`visits-${id}`]: '7' })).status).toBe(422)
    const draft = { act: 'draft', ...row, [`missed-${id}`]: '1' }
    expect((await send(`${sheet}/${id}`, draft)).status).toBe(303)
    const review = await site.visit(visitor, `${sheet}/review`)
    expect(review.text).toContain('Must fix: 1 line stops you')
    expect(review.text).toContain('Why it is late')
    const nil = { as: 'nil', version: '1' }
    const refused = await send(`${sheet}/${id}/settlement`, nil)
    expect(refused.html).toContain(`href="#late-reason-${id}"`)
    expect((await send(`${sheet}/${id}/settlement`, { ...nil, ...said })).status).toBe(303)
    expect((await site.visit(visitor, `${sheet}/${id}`)).text).toContain('Records came late')
  })

  it('is not asked about in time, nor about a draft, nor about an amendment of what was in time', async () => {
    const { id, provider, visitor, sheet, row, send } = await aProviderLate()
    const inTime = `/provider/actuals/${provider.serviceId}/${IN_TIME}`
    expect((await site.visit(visitor, inTime)).text).not.toContain('after its deadline')
    expect((await send(inTime, { act: 'confirm', ...row })).status).toBe(303)
    expect((await send(sheet, { act: 'draft', ...row, [`missed-${id}`]: '1' })).status).toBe(303)
    const confirmed = { ...row, [`version-${id}`]: '1', [`missed-${id}`]: '1', [`comment-${id}`]: 'Ill' }
    expect((await send(sheet, { act: 'confirm', ...confirmed, ...said })).status).toBe(303)
    const amended = { ...confirmed, [`version-${id}`]: '2', [`missed-${id}`]: '2', [`comment-${id}`]: 'Ill twice' }
    expect((await send(`${sheet}/${id}`, { act: 'amend', ...amended })).status).toBe(303)
  })
})

describe('how far a service is with its period', () => {
  it('stands in words and as a bar on the board', async () => {
    const { visitor, sheet, row, send } = await aProviderLate()
    const before = await site.visit(visitor, '/provider/actuals')
    expect(before.text).toContain('Period from 2025-03-03: 0 of 4 confirmed, 4 late')
    expect(before.html).toContain('portal-parts__late')
    await send(sheet, { act: 'confirm', ...row, ...said })
    const board = await site.visit(visitor, '/provider/actuals')
    expect(board.text).toContain('Period from 2025-03-03: 1 of 4 confirmed, 3 late')
    expect(board.text).toContain('Period from 2025-03-31: 0 of 4 confirmed')
  })
})
