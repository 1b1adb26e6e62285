import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { cutOffEverywhere } from '../../../testing/cut-off.ts'
import { aStage, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type AProvider } from '../../../testing/world.ts'
import { later } from '../testing/later.ts'
import { sayAbsence } from './absences.ts'
import { confirmAllAsPlanned } from './confirm-all-as-planned.ts'
import { parkWeek } from './park-week.ts'
import { sayingWhyLate } from './saying-why-late.ts'

const weekStart = localDate('2025-03-24')
const { listTaken } = later()

let stage: Stage
let provider: AProvider
let packages: readonly string[]
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  const council = await aCouncil(stage.build)
  const period = { startsOn: '2025-03-03', endsOn: '2025-03-31', submitBy: '2025-04-02T16:00:00Z' }
  await aPeriod(stage.build, council.id, period)
  provider = await aProvider(stage.build, council.id)
  packages = [(await aPackage(stage.build, provider)).id, (await aPackage(stage.build, provider)).id]
})
afterAll(() => stage.strike())

async function kept() {
  const { rows } = await stage.db.read(providerActor(provider).scope, (tx) =>
    sql<Record<string, number>>`select
      (select count(*)::int from actuals.week where council_id = ${tx.councilId} and provider_id = ${tx.providerId}) as weeks,
      (select count(*)::int from actuals.week_version where council_id = ${tx.councilId} and provider_id = ${tx.providerId}) as versions,
      (select count(*)::int from actuals.late_week where council_id = ${tx.councilId} and provider_id = ${tx.providerId}) as late,
      (select count(*)::int from actuals.parked_week where council_id = ${tx.councilId} and provider_id = ${tx.providerId}) as parked,
      (select count(*)::int from actuals.absence where council_id = ${tx.councilId} and provider_id = ${tx.providerId}) as absences,
      (select count(*)::int from actuals.absence_week where council_id = ${tx.councilId} and provider_id = ${tx.providerId}) as filled`.execute(
      tx,
    ),
  )
  return rows[0]
}

type Act = (work: Work) => Promise<Outcome<unknown, { readonly code: string }>>

/** How many statements it took, after each of which the connection was ended once. */
async function cutOff(act: Act): Promise<number> {
  const before = await kept()
  const { outcome, statements, killed } = await cutOffEverywhere(stage, {
    actor: providerActor(provider),
    act,
    afterDeath: async () => {
      expect(await kept()).toEqual(before)
    },
  })
  expect(outcome).toMatchObject({ ok: true })
  expect(killed).toBe(statements)
  return statements
}

it('a question that parks a line is kept with its place in the week, or not at all', async () => {
  const [packageId = ''] = packages
  const act: Act = (work) =>
    parkWeek(work, { serviceId: provider.serviceId, weekStart, packageId, question: 'Why?' }, () =>
      Promise.resolve('00000000-0000-4000-8000-000000000001'),
    )
  expect(await cutOff(act)).toBeGreaterThan(2)
  expect(await kept()).toMatchObject({ parked: 1 })
})

it('confirming all as planned is kept with every version and the reason why it is late, or not at all', async () => {
  const week = { serviceId: provider.serviceId, weekStart }
  const act: Act = (work) =>
    sayingWhyLate(work, { ...week, late: { reason: 'oversight', note: '' } }, () => confirmAllAsPlanned(work, week))
  expect(await cutOff(act)).toBeGreaterThan(2)
  expect(await kept()).toEqual({ weeks: 1, versions: 1, late: 1, parked: 1, absences: 0, filled: 0 })
})

it('an absence is kept with every week that it fills, or not at all', async () => {
  const [, packageId = ''] = packages
  const act: Act = (work) =>
    sayAbsence(
      work,
      {
        ...{ packageId, cause: 'person', reason: null, note: 'In hospital' },
        firstDay: localDate('2025-03-31'),
        lastDay: localDate('2025-04-09'),
      },
      listTaken,
    )
  expect(await cutOff(act)).toBeGreaterThan(8)
  expect(await kept()).toMatchObject({ weeks: 3, versions: 3, absences: 1, filled: 2 })
})
