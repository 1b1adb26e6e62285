import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'

let stage: Stage
let site: Site
let councilId: string
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  councilId = (await aCouncil(stage.build)).id
  site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const HUB = '/provider/actuals/uploads'
const CARERS =
  'carer_ref,carer_name,active_from,active_to\nC1,Ada,2025-01-06,\nC2,Ben,soon,\nC1,Cas,,\n,Dan,2025-03-03,2025-03-09\n'

async function aFileOfCarers() {
  const visitor = aProviderVisitor(await aProvider(stage.build, councilId))
  const { location } = await site.upload(visitor, HUB, {}, [{ field: 'file', name: 'carers.csv', bytes: CARERS }])
  return { visitor, address: location, rows: `${location}/rows?show=refused` }
}

it('shows each refused carer with its cells as they were typed, and keeps the right ones', async () => {
  const { visitor, rows } = await aFileOfCarers()
  const page = await site.visit(visitor, rows)
  expect(page.html).toMatch(/govuk-input--error[^>]*id="v3-active_from"[^>]*value="soon"/)
  expect(page.html).toMatch(/govuk-input--error[^>]*id="v4-carer_ref"[^>]*value="C1"/)
  expect(page.html).toMatch(/id="v5-active_from"[^>]*value="2025-03-03"/)
  expect(page.html).not.toContain('id="v2-carer_ref"')
})

it('puts carers right on screen, and saves them with the others', async () => {
  const { visitor, address, rows } = await aFileOfCarers()
  const boxes = { 'v3-active_from': '03/02/2025', 'v4-carer_ref': 'C3', 'v5-carer_ref': 'C4' }
  expect((await site.send(visitor, `${address}/visit-rows`, boxes)).status).toBe(303)
  const page = await site.visit(visitor, rows)
  expect(page.text).toContain('active_from could be read two ways')
  expect(page.html).not.toContain('id="v4-carer_ref"')
  expect((await site.send(visitor, `${address}/visit-rows`, { 'v3-active_from': '2025-02-03' })).status).toBe(303)
  const result = await site.visit(visitor, address)
  expect(result.text).toContain('Save 4 rows')
  const version = /name="version" value="(\d+)"/.exec(result.html)?.[1] ?? ''
  expect((await site.send(visitor, `${address}/saving`, { version })).location).toBe(address)
  expect((await site.visit(visitor, `${address}/rows?show=all`)).text).toContain('Dan')
})

it('lets no two rows become the same carer', async () => {
  const { visitor, address, rows } = await aFileOfCarers()
  await site.send(visitor, `${address}/visit-rows`, { 'v5-carer_ref': 'C1' })
  expect((await site.visit(visitor, rows)).text).toContain('Row 2 has the same reference')
})

it('checks all with one cause again, or leaves them out', async () => {
  const { visitor, address, rows } = await aFileOfCarers()
  const remedies = `${address}/visit-remedies?code=R05`
  expect((await site.visit(visitor, `${rows}&code=R05`)).text).toContain('Leave this row out')
  expect((await site.send(visitor, remedies, { code: 'R05', remedy: 'drop' })).status).toBe(303)
  expect((await site.visit(visitor, `${rows}&code=R05`)).text).toContain('There are no such rows')
})

it('is none of another provider’s', async () => {
  const { address } = await aFileOfCarers()
  const other = aProviderVisitor(await aProvider(stage.build, councilId))
  expect((await site.send(other, `${address}/visit-rows`, { 'v3-active_from': '2025-02-03' })).status).toBe(404)
})
