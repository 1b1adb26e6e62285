import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { importPack } from '../capabilities/exchange/index.ts'
import { systemScope } from '../platform/db/scope.ts'
import { filesOf } from '../testing/files.ts'
import { aStage, type Stage } from '../testing/stage.ts'
import { playHistory } from './history.ts'

let stage: Stage
beforeAll(async () => {
  stage = await aStage('2026-11-20T09:00:00Z')
  await importPack(stage.db, stage.clock, join('demo', 'packs', 'south-tyneside'))
  await playHistory({ db: stage.db, now: stage.clock.now(), store: filesOf(stage).store }, 'south-tyneside')
}, 200_000)
afterAll(() => stage.strike())

it('has a company whose visits are logged, with one that nobody has commissioned', async () => {
  const { rows } = await stage.db.read({ role: 'portal_gate' }, (tx) =>
    sql<{ id: string }>`select council_id as id from platform.council where code = 'south-tyneside'`.execute(tx),
  )
  const councilId = rows[0]?.id ?? ''
  const counts = await stage.db.read(systemScope(councilId), (tx) =>
    sql<{ allocated: number; waiting: number; weeks: number }>`
      select count(*) filter (where state = 'allocated')::int as allocated, count(*) filter (where state = 'unallocated')::int as waiting,
        (select count(*)::int from actuals.week w where w.council_id = ${councilId} and w.source = 'monitoring') as weeks
      from actuals.visit where council_id = ${councilId}`.execute(tx),
  )
  const [found] = counts.rows
  expect(found?.allocated).toBeGreaterThan(50)
  expect(found?.waiting).toBeGreaterThanOrEqual(1)
  expect(found?.weeks).toBeGreaterThan(5)
})
