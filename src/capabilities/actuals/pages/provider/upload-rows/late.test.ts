import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aLine } from '../../../testing/uploads.ts'

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

it('lets somebody choose why a row is late where the file says something else, and shows it with the week', async () => {
  const { id: councilId } = await aCouncil(stage.build)
  await aPeriod(stage.build, councilId, { startsOn: '2025-03-03', endsOn: '2025-03-31', submitBy: '2025-04-02T16:00Z' })
  const provider = await aProvider(stage.build, councilId)
  const [care, other] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
  const visitor = aProviderVisitor(provider)
  const bytes = [
    'cpli_id,client_ref,week_start,actual,late_reason',
    aLine(care, '2025-03-24,14,tired'),
    aLine(other, '2025-03-24,13,'),
  ].join('\n')
  const { location } = await site.upload(visitor, '/provider/actuals/uploads', {}, [
    { field: 'file', name: 'late.csv', bytes },
  ])
  const rows = `${location}/rows?show=refused`
  const page = await site.visit(visitor, rows)
  expect(page.text).toContain('Why it is late is not a reason of the list')
  expect(page.html).not.toContain('id="r3-lateReason"')
  const boxes = { 'r2-weekStart': '2025-03-24', 'r2-actual': '14', 'r2-was': 'x', 'r2-lateReason': 'other' }
  const refused = await site.send(visitor, `${location}/rows`, boxes)
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('More about why it is late is empty')])
  expect(refused.html).toMatch(/value="other" selected/)
  const flood = { ...boxes, 'r2-lateNote': 'The office was flooded' }
  expect((await site.send(visitor, `${location}/rows`, flood)).status).toBe(303)
  const version = /name="version" value="(\d+)"/.exec((await site.visit(visitor, location)).html)?.[1] ?? ''
  await site.send(visitor, `${location}/saving`, { version })
  const week = `/provider/actuals/${provider.serviceId}/2025-03-24/${care.id}`
  expect((await site.visit(visitor, week)).text).toContain('Another reason: The office was flooded')
})
