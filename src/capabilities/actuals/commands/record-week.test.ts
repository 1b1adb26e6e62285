import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { units } from '../../../core/decimal.ts'
import type { Actor } from '../../../platform/work.ts'
import { aStage, providerActor, serviceActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import type { Entry } from '../rules/week.ts'
import { listSheet } from '../store/sheet.ts'
import { listVersionsOf } from '../store/weeks.ts'
import { anEntry } from '../testing/rules.ts'
import { recordWeek } from './record-week.ts'

const weekStart = localDate('2025-03-31')
const submitBy = '2025-04-30T17:00Z'

let stage: Stage
let council: ACouncil
let provider: AProvider
let taken: readonly string[] = []
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id, { rule: { tolerance_percent: 10 } })
  await aPeriod(stage.build, council.id, { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy })
  await aPeriod(stage.build, council.id, {
    startsOn: '2025-03-03',
    endsOn: '2025-03-31',
    submitBy: '2025-04-02T17:00Z',
  })
})
afterAll(() => stage.strike())

type Sent = { readonly packageId: string; readonly basedOn?: number; readonly entry?: Partial<Entry> }
type Over = { readonly actor?: Actor; readonly week?: string }

async function record(intent: 'draft' | 'confirm' | 'undo' | 'amend', sent: Sent | readonly Sent[], over: Over = {}) {
  const entries = [sent].flat().map(({ packageId, basedOn = 0, entry }: Sent) => ({
    packageId,
    basedOn,
    intent,
    entry: { ...anEntry(), ...entry },
  }))
  const { actor = providerActor(provider), week = weekStart } = over
  return stage.work.run(actor, async (work) => {
    const listTaken = () => Promise.resolve(new Set(taken))
    const { serviceId } = provider
    return recordWeek(work, { serviceId, weekStart: localDate(week), entries }, listTaken)
  })
}
async function standing(packageId: string) {
  const rows = await stage.db.read(providerActor(provider).scope, (tx) =>
    listSheet(tx, { serviceId: provider.serviceId, weekStart }, { packageIds: [packageId] }),
  )
  return rows[0]?.standing
}
function codes(outcome: Awaited<ReturnType<typeof record>>) {
  return outcome.ok ? outcome.value : outcome.refusal.faults.map(({ fault }) => fault.code)
}
const confirmed = { drafts: 0, confirmed: 1, held: 0 }
const unchanged = { drafts: 0, confirmed: 0, held: 0 }
const missedOne = { missed: units('1'), comment: 'Carer was ill' }

describe('recording a week', () => {
  it('X09 keeps 14 planned, 1 frustrated, 0.5 missed and 2 extra as 14.5 delivered, in a first version', async () => {
    const { id } = await aPackage(stage.build, provider)
    const entry = anEntry({ frustrated: '1', missed: '0.5', extra: '2', comment: 'Asked for' })
    expect(codes(await record('confirm', { packageId: id, entry }))).toEqual(confirmed)
    expect(await standing(id)).toMatchObject({
      version: 1,
      status: 'confirmed',
      planned: units('14'),
      actual: units('14.5'),
      recordedName: 'Asha Test',
    })
  })

  it('keeps every version and who made it', async () => {
    const { id } = await aPackage(stage.build, provider)
    await record('draft', { packageId: id, entry: missedOne })
    await record('confirm', { packageId: id, basedOn: 1, entry: missedOne }, { actor: serviceActor(provider) })
    const versions = await stage.db.read(providerActor(provider).scope, (tx) =>
      listVersionsOf(tx, { packageId: id, weekStart }),
    )
    expect(versions.map(({ version, status, recordedName }) => [version, status, recordedName])).toEqual([
      [2, 'confirmed', 'Ben Test'],
      [1, 'draft', 'Asha Test'],
    ])
  })

  it('saves none of the rows when one of them is refused, and tells every fault', async () => {
    const [good, bad] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
    const outcome = await record('confirm', [
      { packageId: good.id },
      { packageId: bad.id, entry: anEntry({ frustrated: '1.3' }) },
    ])
    expect(codes(outcome)).toEqual(['R21', 'R26'])
    expect(await standing(good.id)).toBeUndefined()
  })

  it('X17 holds a week above the exception level, and no other week with it', async () => {
    const [even, over] = [
      await aPackage(stage.build, provider, { planned: units('10') }),
      await aPackage(stage.build, provider, { planned: units('10') }),
    ]
    const outcome = await record('confirm', [
      { packageId: even.id, entry: anEntry({ extra: '1', comment: 'Asked for' }) },
      { packageId: over.id, entry: anEntry({ extra: '1.25', comment: 'Asked for' }) },
    ])
    expect(codes(outcome)).toEqual({ drafts: 0, confirmed: 1, held: 1 })
    expect(await standing(even.id)).toMatchObject({ status: 'confirmed', heldCode: null })
    expect(await standing(over.id)).toMatchObject({ status: 'held', heldCode: 'H01' })
  })

  it('takes a draft without comment, and keeps what is confirmed confirmed', async () => {
    const { id } = await aPackage(stage.build, provider)
    expect(codes(await record('draft', { packageId: id, entry: anEntry({ missed: '1' }) }))).toEqual({
      drafts: 1,
      confirmed: 0,
      held: 0,
    })
    await record('confirm', { packageId: id, basedOn: 1, entry: missedOne })
    expect(codes(await record('draft', { packageId: id, basedOn: 2, entry: anEntry({ missed: '2' }) }))).toEqual([
      'R26',
    ])
    const more = anEntry({ missed: '2', comment: 'Ill' })
    expect(codes(await record('draft', { packageId: id, basedOn: 2, entry: more }))).toEqual(confirmed)
  })

  it('does not save what nobody changed', async () => {
    const { id } = await aPackage(stage.build, provider)
    expect(codes(await record('draft', { packageId: id }))).toEqual(unchanged)
    expect(await standing(id)).toBeUndefined()
  })
})

describe('a week that cannot be recorded', () => {
  it.each([
    ['its agreement is not agreed', { recordableFrom: null }, {}, 'R07'],
    ['the package is suspended', { package: { status: 'suspended' } }, {}, 'R08'],
    ['it has not begun', {}, { week: '2025-04-14' }, 'R27'],
    ['it is beyond the claim limit', { startsOn: '2024-01-01' }, { week: '2024-03-04' }, 'R29'],
  ])('is refused when %s', async (_, care, over, code) => {
    const { id } = await aPackage(stage.build, provider, care)
    expect(codes(await record('confirm', { packageId: id }, over))).toEqual([code])
  })

  it('answers the same for a package outside the week, one that is not there and one of another provider', async () => {
    const later = await aPackage(stage.build, provider, { startsOn: '2025-04-07' })
    const other = await aPackage(stage.build, await aProvider(stage.build, council.id))
    for (const packageId of [later.id, randomUUID(), other.id])
      expect(codes(await record('confirm', { packageId }))).toEqual(['R01'])
  })
})

describe('changing a confirmed week', () => {
  it('is possible until the cut-off of its period, and not after', async () => {
    const { id } = await aPackage(stage.build, provider)
    await record('confirm', { packageId: id })
    expect(codes(await record('confirm', { packageId: id, basedOn: 1, entry: missedOne }))).toEqual(confirmed)
    const march = { week: '2025-03-24' }
    expect(codes(await record('confirm', { packageId: id }, march))).toEqual(confirmed)
    expect(codes(await record('confirm', { packageId: id, basedOn: 1, entry: missedOne }, march))).toEqual(['R10'])
  })

  it('is refused once it is on an invoice or in a payment', async () => {
    const { id } = await aPackage(stage.build, provider)
    await record('confirm', { packageId: id })
    taken = [id]
    expect(codes(await record('confirm', { packageId: id, basedOn: 1, entry: missedOne }))).toEqual(['R10'])
    taken = []
  })
})

describe('taking a confirmation back', () => {
  it('makes it a draft again, once, until the cut-off', async () => {
    const { id } = await aPackage(stage.build, provider)
    await record('confirm', { packageId: id })
    expect(codes(await record('undo', { packageId: id, basedOn: 1 }))).toEqual({ drafts: 1, confirmed: 0, held: 0 })
    expect(await standing(id)).toMatchObject({ version: 2, status: 'draft', heldCode: null })
    expect(codes(await record('undo', { packageId: id, basedOn: 1 }))).toEqual(unchanged)
    expect(codes(await record('confirm', { packageId: id, basedOn: 2 }))).toEqual(confirmed)
  })

  it('is refused after the cut-off, and once a payment has taken the week', async () => {
    const { id } = await aPackage(stage.build, provider)
    const march = { week: '2025-03-24' }
    await record('confirm', { packageId: id }, march)
    expect(codes(await record('undo', { packageId: id, basedOn: 1 }, march))).toEqual(['R10'])
    await record('confirm', { packageId: id })
    taken = [id]
    expect(codes(await record('undo', { packageId: id, basedOn: 1 }))).toEqual(['R10'])
    taken = []
  })
})

describe('amending a week that is closed', () => {
  it('makes a new confirmed version with a reason of its own', async () => {
    const { id } = await aPackage(stage.build, provider)
    const march = { week: '2025-03-24' }
    await record('confirm', { packageId: id }, march)
    const silent = { packageId: id, basedOn: 1, entry: { missed: units('1') } }
    expect(codes(await record('amend', silent, march))).toEqual(['R26', 'reason-missing'])
    expect(codes(await record('amend', { packageId: id, basedOn: 1, entry: missedOne }, march))).toEqual(confirmed)
    const more = { extra: units('1'), comment: 'Carer was ill' }
    expect(codes(await record('amend', { packageId: id, basedOn: 2, entry: more }, march))).toEqual(['reason-missing'])
  })

  it('is held above the exception level, and never crosses somebody else’s', async () => {
    const { id } = await aPackage(stage.build, provider)
    await record('confirm', { packageId: id })
    taken = [id]
    const over = { extra: units('2'), comment: 'She fell on Friday' }
    const both = await Promise.all([
      record('amend', { packageId: id, basedOn: 1, entry: over }),
      record('amend', { packageId: id, basedOn: 1, entry: missedOne }),
    ])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    taken = []
  })
})

describe('two people at one week', () => {
  it('lets only one of two who start it at the same time', async () => {
    const { id } = await aPackage(stage.build, provider)
    const outcomes = await Promise.all([
      record('confirm', { packageId: id, entry: missedOne }),
      record('confirm', { packageId: id, entry: anEntry({ missed: '2', comment: 'Two' }) }),
    ])
    expect(outcomes.map(codes)).toContainEqual(confirmed)
    expect(outcomes.map(codes)).toContainEqual(['R06'])
    expect(await standing(id)).toMatchObject({ version: 1 })
  })

  it('lets only one of two who change it at the same time', async () => {
    const { id } = await aPackage(stage.build, provider)
    await record('draft', { packageId: id, entry: missedOne })
    const change = (hours: string) =>
      record('confirm', { packageId: id, basedOn: 1, entry: anEntry({ missed: hours, comment: 'Ill' }) })
    const outcomes = await Promise.all([change('2'), change('3')])
    expect(outcomes.map(codes)).toContainEqual(confirmed)
    expect(outcomes.map(codes)).toContainEqual(['R06'])
    expect(await standing(id)).toMatchObject({ version: 2 })
  })

  it('tells the second who changed it, and overwrites nothing', async () => {
    const { id } = await aPackage(stage.build, provider)
    await record('draft', { packageId: id, entry: missedOne }, { actor: serviceActor(provider) })
    const outcome = await record('draft', { packageId: id, entry: anEntry({ missed: '2' }) })
    expect(outcome.ok ? [] : outcome.refusal.faults).toMatchObject([
      { packageId: id, fault: { code: 'R06', standing: { recordedName: 'Ben Test', version: 1 } } },
    ])
    expect(await standing(id)).toMatchObject({ entry: missedOne })
  })

  it('leaves a row that was not touched to whoever changed it meanwhile', async () => {
    const [mine, theirs] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
    await record('draft', { packageId: theirs.id, entry: missedOne })
    const outcome = await record('draft', [{ packageId: mine.id, entry: missedOne }, { packageId: theirs.id }])
    expect(codes(outcome)).toEqual({ drafts: 1, confirmed: 0, held: 0 })
    expect(await standing(theirs.id)).toMatchObject({ version: 1, entry: missedOne })
  })

  it('does nothing when both say the same', async () => {
    const { id } = await aPackage(stage.build, provider)
    await record('confirm', { packageId: id, entry: missedOne })
    expect(codes(await record('confirm', { packageId: id, entry: missedOne }))).toEqual(unchanged)
    expect(await standing(id)).toMatchObject({ version: 1 })
  })
})
