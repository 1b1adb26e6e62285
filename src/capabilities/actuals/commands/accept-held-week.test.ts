import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { councilActor, providerActor, aStage, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { listSheet } from '../store/sheet.ts'
import { aRecordedWeek } from '../testing/recorded.ts'
import { anEntry } from '../testing/rules.ts'
import { acceptHeldWeek } from './accept-held-week.ts'

const weekStart = localDate('2025-03-31')
let stage: Stage
let council: ACouncil
let provider: AProvider
let accountId: string
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id, { rule: { tolerance_percent: 10 } })
  accountId = (await aMember(stage.build, council.id, null, ['brokerage'])).accountId
})
afterAll(() => stage.strike())

async function aHeldWeek() {
  const { id } = await aPackage(stage.build, provider)
  const entry = anEntry({ extra: '2', comment: 'Asked for' })
  await aRecordedWeek(stage, provider, { packageId: id, weekStart }, { entry })
  return id
}
function acceptIt(packageId: string, shownVersion = 1) {
  return stage.work.run(councilActor(council.id, accountId), (work) =>
    acceptHeldWeek(work, { packageId, weekStart, shownVersion }),
  )
}
async function standing(packageId: string) {
  const rows = await stage.db.read(providerActor(provider).scope, (tx) =>
    listSheet(tx, { serviceId: provider.serviceId, weekStart }, { packageIds: [packageId] }),
  )
  return rows[0]?.standing
}

it('X17 a held week that the council accepts is confirmed with its own figures', async () => {
  const id = await aHeldWeek()
  expect(await acceptIt(id)).toEqual({ ok: true, value: 'confirmed' })
  expect(await standing(id)).toMatchObject({
    status: 'confirmed',
    heldCode: null,
    version: 2,
    recordedName: 'Cara Test',
    entry: anEntry({ extra: '2', comment: 'Asked for' }),
  })
})

it('is accepted once when two people press at the same time', async () => {
  const id = await aHeldWeek()
  const outcomes = await Promise.all([acceptIt(id), acceptIt(id)])
  expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code)).toSorted()).toEqual([
    'done',
    'not-held',
  ])
})

it('is not accepted when the provider has changed it since it was shown', async () => {
  const id = await aHeldWeek()
  const entry = anEntry({ extra: '9', comment: 'Asked for more' })
  await aRecordedWeek(stage, provider, { packageId: id, weekStart }, { basedOn: 1, entry })
  expect(await acceptIt(id)).toMatchObject({ ok: false, refusal: { code: 'changed', by: 'Asha Test' } })
  expect(await standing(id)).toMatchObject({ status: 'held', version: 2 })
})

it('is not there when nothing was recorded, or for another council', async () => {
  await expect(acceptIt(randomUUID())).rejects.toThrow(NotFound)
  const other = await aCouncil(stage.build)
  const id = await aHeldWeek()
  const attempt = stage.work.run(councilActor(other.id, accountId), (work) =>
    acceptHeldWeek(work, { packageId: id, weekStart, shownVersion: 1 }),
  )
  await expect(attempt).rejects.toThrow(NotFound)
})
