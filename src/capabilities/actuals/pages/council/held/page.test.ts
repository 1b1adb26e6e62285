import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil } from '../../../../../testing/world.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { countHeld } from '../../../store/council.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'
import { anEntry } from '../../../testing/rules.ts'

const weekStart = localDate('2025-03-31')
let stage: Stage
let site: Site
let council: ACouncil
let visitor: Visitor
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function aHeldWeek(count = 1) {
  council = await aCouncil(stage.build)
  visitor = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  const provider = await aProvider(stage.build, council.id, { name: 'Elm House', rule: { tolerance_percent: 10 } })
  const entry = anEntry({ extra: '2', comment: 'Asked for by the family' })
  const ids: string[] = []
  for (let i = 0; i < count; i += 1) {
    const { id } = await aPackage(stage.build, provider)
    await aRecordedWeek(stage, provider, { packageId: id, weekStart }, { entry })
    ids.push(id)
  }
  return { ids, id: ids[0] ?? '', provider }
}
const acceptance = (id: string) => `/council/actuals/${id}/2025-03-31/acceptance`

describe('held weeks', () => {
  it('are listed with their figures and the reason', async () => {
    await aHeldWeek()
    const page = await site.visit(visitor, '/council/actuals/held')
    const scope = { role: 'portal_council', councilId: council.id, accountId: randomUUID() } as const
    expect(await stage.db.read(scope, countHeld)).toBeGreaterThan(0)
    expect(page.text).toContain('Elm House')
    expect(page.text).toContain('16 hours')
    expect(page.text).toContain('Over the exception level')
    expect(page.text).toContain('Asked for by the family')
  })

  it('say what to do when there are none', async () => {
    const other = await aCouncil(stage.build)
    const page = await site.visit(aCouncilVisitor(other, randomUUID()), '/council/actuals/held')
    expect(page.text).toContain('No weeks are held')
  })

  it('leave the list when one is accepted, and once', async () => {
    const { id } = await aHeldWeek()
    const sent = await site.send(visitor, acceptance(id), { shownVersion: '1' })
    expect([sent.status, sent.location]).toEqual([303, '/council/actuals/held'])
    expect((await site.visit(visitor, '/council/actuals/held')).text).toContain('No weeks are held')
    const again = await site.send(visitor, acceptance(id), { shownVersion: '1' })
    expect([again.status, again.text]).toEqual([
      422,
      expect.stringContaining('is not held any more. Cara Test') as unknown,
    ])
  })

  it('are accepted only as they were shown', async () => {
    const { id, provider } = await aHeldWeek()
    const entry = anEntry({ extra: '9', comment: 'More' })
    await aRecordedWeek(stage, provider, { packageId: id, weekStart }, { basedOn: 1, entry })
    const sent = await site.send(visitor, acceptance(id), { shownVersion: '1' })
    expect([sent.status, sent.text]).toEqual([422, expect.stringContaining('Check the new figures') as unknown])
  })

  it('are accepted by whoever may decide, and by no other council', async () => {
    const { id } = await aHeldWeek()
    const reader = aCouncilVisitor(council, randomUUID(), { permissions: ['actuals.view'] })
    expect((await site.visit(reader, '/council/actuals/held')).text).toContain('Brokerage or payments decides')
    expect((await site.send(reader, acceptance(id), { shownVersion: '1' })).status).toBe(403)
    const other = await aCouncil(stage.build)
    const stranger = aCouncilVisitor(other, randomUUID())
    expect((await site.send(stranger, acceptance(id), { shownVersion: '1' })).status).toBe(404)
    expect((await site.send(visitor, acceptance(id), { shownVersion: 'x' })).status).toBe(400)
  })

  it('come a page at a time', async () => {
    const { ids } = await aHeldWeek(52)
    const first = await site.visit(visitor, '/council/actuals/held')
    const next = /href="([^"]*\?week=[^"]*)">\s*More held/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = await site.visit(visitor, next)
    const shown = [first, second].flatMap(({ html }) => [
      ...html.matchAll(/actuals\/([^/"]*)\/2025-03-31\/acceptance/g),
    ])
    expect(shown.map(([, id]) => id).toSorted()).toEqual(ids.toSorted())
  })
})

describe('what providers recorded for a week', () => {
  it('counts packages for the last week that ended, and for the week asked for', async () => {
    const { provider } = await aHeldWeek()
    await aPackage(stage.build, provider)
    await aPackage(stage.build, provider, { recordableFrom: null })
    const page = await site.visit(visitor, '/council/actuals')
    expect(page.text).toContain('Week of 31 March to 6 April 2025')
    expect(page.text).toContain('Elm House In part 3 1 0 1 1 1')
    const before = await site.visit(visitor, '/council/actuals?week=2025-03-24')
    expect(before.text).toContain('Elm House Nothing yet 3 0 0 0 2 1')
  })

  it('answers a day on which no week begins, and another face, as not found', async () => {
    const { provider } = await aHeldWeek()
    expect((await site.visit(visitor, '/council/actuals?week=2025-04-01')).status).toBe(404)
    expect((await site.visit(visitor, `/provider/actuals/${provider.serviceId}/2025-03-31`)).status).toBe(404)
  })

  it('comes a page of providers at a time', async () => {
    const { provider } = await aHeldWeek()
    for (let i = 0; i < 50; i += 1) {
      const other = await aProvider(stage.build, council.id, { name: `Zed ${String(i)}` })
      await aPackage(stage.build, other)
    }
    const first = await site.visit(visitor, '/council/actuals')
    const next = /href="([^"]*after=[^"]*)">\s*More providers/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = await site.visit(visitor, next)
    expect(first.text).toContain('Elm House')
    expect(second.text).toContain('Zed 9')
    expect(second.text).not.toContain('Elm House')
    expect(provider.councilId).toBe(council.id)
  })
})
