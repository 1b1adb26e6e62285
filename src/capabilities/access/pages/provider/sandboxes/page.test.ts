import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fixedClock, travellingClock } from '../../../../../platform/clock.ts'
import { systemScope } from '../../../../../platform/db/scope.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { findVisitor } from '../../../find-visitor.ts'
import { fillSandboxJob, type FillSandbox } from '../../../jobs/fill-sandbox.ts'
import { inSandboxTime } from '../../../jobs/in-sandbox-time.ts'
import { MOST_RESETS_A_DAY, MOST_SANDBOXES } from '../../../rules/sandboxes.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'

let stage: Stage
let site: Site
let council: ACouncil
let inside: { readonly weekly: AProvider; readonly visits: AProvider }

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [accessRoutes(anAccess(stage, { clock: stage.clock }))])
  council = await aCouncil(stage.build)
  const made = await aCouncil(stage.build, { code: 'sandbox-of-a-test' })
  inside = { weekly: await aProvider(stage.build, made.id), visits: await aProvider(stage.build, made.id) }
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const HOME = '/provider/api-keys/sandboxes'
const fill: FillSandbox = () =>
  Promise.resolve({
    councilId: inside.weekly.councilId,
    weeklyProviderId: inside.weekly.id,
    visitsProviderId: inside.visits.id,
  })

/** What the worker would be given, once. */
async function runJobs(how: FillSandbox = fill): Promise<void> {
  const rows = await stage.db.read(systemScope(council.id), (tx) =>
    tx
      .selectFrom('access.sandbox')
      .select(['id', 'generation'])
      .where('council_id', '=', council.id)
      .where('state', '=', 'filling')
      .execute(),
  )
  for (const { id, generation } of rows)
    await fillSandboxJob(how)
      .handle(stage.work, { councilId: council.id, sandboxId: id, generation })
      .catch(() => undefined)
}

async function aCompany() {
  const provider = await aProvider(stage.build, council.id)
  const visitor = aProviderVisitor(provider)
  const actIn = async (act: string) =>
    new RegExp(`action="([^"]+/${act})"`).exec((await site.visit(visitor, HOME)).html)?.[1] ?? ''
  return { provider, visitor, actIn }
}

async function aTestKey(visitor: ReturnType<typeof aProviderVisitor>, company: 'weekly' | 'visits'): Promise<string> {
  const page = await site.visit(visitor, '/provider/api-keys')
  const reach = new RegExp(`value="([0-9a-f-]+ ${company})"`).exec(page.html)?.[1] ?? ''
  const form = { name: 'Rosters', abilities: ['record-actuals'], reach, service: 'all', days: '30' }
  const made = await site.send(visitor, '/provider/api-keys', form)
  return /<code[^>]*>(portal_test_[\w-]{43})<\/code>/.exec(made.html)?.[1] ?? ''
}

function whoBrings(key: string) {
  return findVisitor(anAccess(stage, { clock: fixedClock('2025-04-10T09:30:00Z') }))({
    cookies: {},
    headers: { authorization: `Bearer ${key}` },
    routeOptions: { config: { bearer: true, permission: 'actuals.record' } },
  })
}

it('opens a sandbox that is filled by a job, and its test keys reach its two companies alone', async () => {
  const { visitor } = await aCompany()
  expect((await site.visit(visitor, HOME)).text).toContain('No sandbox yet')
  const form = { name: 'Rosters 5', _key: randomUUID() }
  expect((await site.send(visitor, HOME, form)).status).toBe(303)
  expect((await site.send(visitor, HOME, form)).status).toBe(303)
  expect((await site.visit(visitor, HOME)).text).toMatch(/Rosters 5 State Being filled/)
  const key = await aTestKey(visitor, 'weekly')
  await expect(whoBrings(key)).rejects.toMatchObject({ problem: { status: 503, code: 'sandbox-not-ready' } })
  await runJobs()
  expect((await site.visit(visitor, HOME)).text).toMatch(/Rosters 5 State Ready/)
  expect(await whoBrings(key)).toMatchObject({
    scope: { role: 'portal_provider', councilId: inside.weekly.councilId, providerId: inside.weekly.id },
    council: { code: 'sandbox-of-a-test' },
    sandbox: { councilId: council.id, daysAhead: 0 },
  })
  expect((await whoBrings(await aTestKey(visitor, 'visits')))?.scope).toMatchObject({ providerId: inside.visits.id })
  expect((await site.visit(visitor, '/provider/api-keys')).text).toContain('Sandbox Rosters 5')
})

it('never reaches a council that is not made for trying, even if it were noted as the inside', async () => {
  const { visitor, provider } = await aCompany()
  await site.send(visitor, HOME, { name: 'Wrong' })
  const key = await aTestKey(visitor, 'weekly')
  await runJobs(() =>
    Promise.resolve({ councilId: council.id, weeklyProviderId: provider.id, visitsProviderId: provider.id }),
  )
  await expect(whoBrings(key)).rejects.toMatchObject({ problem: { code: 'sandbox-not-ready' } })
})

it('moves the clock of the sandbox and puts it back when it is reset', async () => {
  const { visitor, actIn } = await aCompany()
  await site.send(visitor, HOME, { name: 'Time' })
  await runJobs()
  const key = await aTestKey(visitor, 'weekly')
  const clock = await actIn('clock')
  const field = `days-${clock.split('/').at(-2) ?? ''}`
  expect((await site.send(visitor, clock, { [field]: '28' })).status).toBe(303)
  expect((await site.visit(visitor, HOME)).text).toContain('8 May 2025')
  expect((await whoBrings(key))?.sandbox?.daysAhead).toBe(28)
  for (const wrong of ['', 'soon', '367', '1.5', '9999']) {
    const refused = await site.send(visitor, clock, { [field]: wrong })
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('from -366 to 366')])
  }
  expect((await site.send(visitor, await actIn('reset'), {})).status).toBe(303)
  expect((await site.send(visitor, clock, { [field]: '1' })).text).toContain('being filled')
  await runJobs()
  expect((await whoBrings(key))?.sandbox?.daysAhead).toBe(0)
})

it('does what was left for later at the time of the sandbox', async () => {
  const { visitor, actIn } = await aCompany()
  await site.send(visitor, HOME, { name: 'Later' })
  const own = await aProvider(stage.build, (await aCouncil(stage.build, { code: 'sandbox-later' })).id)
  await runJobs(() => Promise.resolve({ councilId: own.councilId, weeklyProviderId: own.id, visitsProviderId: own.id }))
  const clock = await actIn('clock')
  await site.send(visitor, clock, { [`days-${clock.split('/').at(-2) ?? ''}`]: '7' })
  const travels = travellingClock(stage.clock)
  const seen: string[] = []
  const job = inSandboxTime(
    { db: stage.db, travels },
    {
      name: 'a.job',
      handle: () => {
        seen.push(travels.now().toISOString())
        return Promise.resolve()
      },
    },
  )
  await job.handle(stage.work, { councilId: own.councilId })
  await job.handle(stage.work, { councilId: council.id })
  await job.handle(stage.work, null)
  expect(seen).toEqual(['2025-04-17T09:00:00.000Z', '2025-04-10T09:00:00.000Z', '2025-04-10T09:00:00.000Z'])
})

it('is reset so often a day and no more, and says when it could not be filled', async () => {
  const { visitor, actIn } = await aCompany()
  await site.send(visitor, HOME, { name: 'Often' })
  await runJobs(() => Promise.reject(new Error('no room')))
  expect((await site.visit(visitor, HOME)).text).toContain('Could not be filled')
  for (let time = 0; time < MOST_RESETS_A_DAY; time += 1) {
    expect((await site.send(visitor, await actIn('reset'), {})).status).toBe(303)
    await runJobs()
  }
  expect((await site.send(visitor, await actIn('reset'), {})).text).toContain('as often as it may be')
})

it('answers nobody once it is closed', async () => {
  const { visitor, actIn } = await aCompany()
  await site.send(visitor, HOME, { name: 'Short' })
  await runJobs()
  const key = await aTestKey(visitor, 'weekly')
  const closing = await actIn('closing')
  expect((await site.send(visitor, closing, {})).status).toBe(303)
  expect((await site.send(visitor, closing, {})).status).toBe(404)
  await expect(whoBrings(key)).rejects.toMatchObject({ problem: { code: 'sandbox-not-ready' } })
})

it('belongs to its company and to whoever looks after all of it', async () => {
  const { visitor, provider, actIn } = await aCompany()
  await site.send(visitor, HOME, { name: 'Ours' })
  await runJobs()
  const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
  const narrow = aProviderVisitor(provider, { narrow: true })
  for (const act of ['reset', 'closing'])
    for (const other of [stranger, narrow])
      expect([act, (await site.send(other, await actIn(act), {})).status]).toEqual([act, 404])
  expect((await site.visit(stranger, HOME)).text).not.toContain('Ours')
  expect((await site.visit(narrow, HOME)).status).toBe(403)
  expect((await site.send(narrow, HOME, { name: 'Theirs' })).status).toBe(403)
})

it('opens five and no more, also for two people at once, each with a name', async () => {
  const { visitor } = await aCompany()
  const all = Array.from({ length: MOST_SANDBOXES + 1 }, (_, at) =>
    site.send(visitor, HOME, { name: `S${String(at)}` }),
  )
  const statuses = (await Promise.all(all)).map(({ status }) => status).toSorted()
  expect(statuses).toEqual([...Array.from({ length: MOST_SANDBOXES }, () => 303), 422])
  const { visitor: other } = await aCompany()
  expect((await site.send(other, HOME, { name: ' ' })).text).toContain('Enter a name for the sandbox')
  expect((await site.send(other, HOME, { name: 'x'.repeat(61) })).text).toContain('60 characters or fewer')
})
