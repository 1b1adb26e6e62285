import type { FastifyInstance } from 'fastify'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newsOf } from '../../../../../testing/news.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import { aBrowser, aDoor, anAccess, aPerson, signIn, testClock } from '../../../testing/an-access.ts'

let stage: Stage
let access: Access
let app: FastifyInstance

beforeAll(async () => {
  stage = await aStage()
  access = anAccess(stage, { clock: testClock() })
  app = await aDoor(stage, access)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

it('lets somebody whose place has ended ask the council of the last one', async () => {
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id)
  const person = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  const owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  await owner.query(`update access.membership set ends_on = '2025-04-01' where id = $1`, [person.membershipId])
  await owner.end()
  const browser = aBrowser(app)
  expect((await signIn(browser, person)).location).toBe('/places')
  expect((await browser.get('/places')).html).toContain('Ask the council you worked with last')
  expect((await browser.post('/places/asking')).location).toBe('/places/asked')
  expect((await browser.get('/places/asked')).html).toContain('The council has been asked')
  expect(await newsOf(stage, council.id, 'help.asked')).toMatchObject([
    { to: { kind: 'staff' }, href: `/council/people/${person.membershipId}` },
  ])
})

it('asks for nobody who has a place, or is not signed in', async () => {
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id)
  const person = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  const browser = aBrowser(app)
  await signIn(browser, person)
  await browser.get('/account')
  expect((await browser.post('/places/asking')).location).toBe('/places')
  expect(await newsOf(stage, council.id, 'help.asked')).toEqual([])
  const stranger = aBrowser(app)
  await stranger.get('/sign-in')
  expect((await stranger.post('/places/asking')).location).toContain('/sign-in')
  expect((await stranger.get('/places/asked')).location).toContain('/sign-in')
})
