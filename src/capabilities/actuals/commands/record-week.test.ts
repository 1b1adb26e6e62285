import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { units } from '../../../core/decimal.ts'
import { aStage, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type AProvider } from '../../../testing/world.ts'
import { nothingDiffers, type Entry } from '../rules/week.ts'
import { listSheet } from '../store/sheet.ts'
import { recordWeek } from './record-week.ts'

const weekStart = localDate('2025-03-31')
const nothingTaken = () => Promise.resolve(new Set<string>())

let stage: Stage
let provider: AProvider
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id, { rule: { tolerance_percent: 10 } })
  await aPeriod(stage.build, council.id, {
    startsOn: '2025-03-31',
    endsOn: '2025-04-28',
    submitBy: '2025-04-30T17:00Z',
  })
})
afterAll(() => stage.strike())

type Sent = { readonly packageId: string; readonly basedOn?: number; readonly entry?: Partial<Entry> }

async function record(intent: 'draft' | 'confirm', ...sent: readonly Sent[]) {
  const entries = sent.map(({ packageId, basedOn = 0, entry }) => ({
    packageId,
    basedOn,
    intent,
    entry: { ...nothingDiffers, ...entry },
  }))
  const { serviceId } = provider
  return stage.work.run(providerActor(provider), (work) =>
    recordWeek(work, { serviceId, weekStart, entries }, nothingTaken),
  )
}
async function standing(packageId: string) {
  const rows = await stage.db.read(providerActor(provider).scope, (tx) =>
    listSheet(tx, { serviceId: provider.serviceId, weekStart }, { packageIds: [packageId] }),
  )
  return rows[0]?.standing
}

describe('recording a week', () => {
  it('X09 keeps 14 planned, 1 frustrated, 0.5 missed and 2 extra as 14.5 delivered', async () => {
    const { id } = await aPackage(stage.build, provider)
    const entry = { frustrated: units('1'), missed: units('0.5'), extra: units('2'), comment: 'Asked for' }
    expect(await record('confirm', { packageId: id, entry })).toEqual({
      ok: true,
      value: { drafts: 0, confirmed: 1, held: 0 },
    })
    expect(await standing(id)).toMatchObject({ version: 1, status: 'confirmed', actual: units('14.5') })
  })
})
