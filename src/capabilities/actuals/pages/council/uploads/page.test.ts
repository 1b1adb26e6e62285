import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aLine, anUpload, HEADING } from '../../../testing/uploads.ts'

let stage: Stage
let site: Site
let council: ACouncil
let accountId: string

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
  council = await aCouncil(stage.build)
  accountId = (await aMember(stage.build, council.id, null, ['payments'])).accountId
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

it('shows whose file it was, how many rows and which causes, and no row of it', async () => {
  const me = aCouncilVisitor(council, accountId)
  expect((await site.visit(me, '/council/actuals/uploads')).text).toContain('No provider has sent a file yet')
  const provider = await aProvider(stage.build, council.id, { name: 'Elm Care' })
  const care = await aPackage(stage.build, provider)
  const { uploadId } = await anUpload(stage, provider, [HEADING, aLine(care, '2025-03-31,13,,,,,,')].join('\n'))
  const list = await site.visit(me, '/council/actuals/uploads')
  expect(list.text).toContain('Elm Care')
  const one = await site.visit(me, `/council/actuals/uploads/${uploadId}`)
  expect(one.text).toContain('Does not add up (R22)')
  expect(one.html).not.toContain(care.reference)
  const other = aCouncilVisitor(await aCouncil(stage.build), accountId)
  expect((await site.visit(other, `/council/actuals/uploads/${uploadId}`)).status).toBe(404)
})

it('sets how much of a file may be wrong, and takes the limit away', async () => {
  const me = aCouncilVisitor(council, accountId)
  const refused = await site.send(me, '/council/actuals/uploads/limit', { percent: '120' })
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('value="120"')
  for (const percent of ['10', '10', '']) {
    expect((await site.send(me, '/council/actuals/uploads/limit', { percent })).status).toBe(303)
    expect((await site.visit(me, '/council/actuals/uploads')).html.includes('value="10"')).toBe(percent === '10')
  }
})
