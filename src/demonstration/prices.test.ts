import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { renewAgreements } from '../capabilities/agreements/commands/renew-agreements.ts'
import { importPack } from '../capabilities/exchange/index.ts'
import { systemScope } from '../platform/db/scope.ts'
import { aStage, type Stage } from '../testing/stage.ts'
import { playPrices } from './prices.ts'

let stage: Stage
let councilId: string
beforeAll(async () => {
  stage = await aStage('2026-11-20T09:00:00Z')
  await importPack(stage.db, stage.clock, join('demo', 'packs', 'norfolk'))
  const { rows } = await stage.db.read({ role: 'portal_gate' }, (tx) =>
    sql<{ id: string }>`select council_id as id from platform.council where code = 'norfolk'`.execute(tx),
  )
  councilId = rows[0]?.id ?? ''
  await playPrices(stage.db, stage.clock.now(), councilId)
}, 200_000)
afterAll(() => stage.strike())

const ask = async <T>(text: ReturnType<typeof sql<T>>) =>
  (await stage.db.read(systemScope(councilId), (tx) => text.execute(tx))).rows

it('has an uplift that is simulated, one that is applied with its letters, and prices that wait and are to come', async () => {
  const uplifts = await ask(sql<{ status: string }>`
    select status from contracts.uplift where council_id = ${councilId} and simulated_at is not null order by status`)
  expect(uplifts).toEqual([{ status: 'applied' }, { status: 'draft' }])
  const letters = await ask(sql`select 1 from contracts.uplift_letter where council_id = ${councilId}`)
  expect(letters.length).toBeGreaterThanOrEqual(2)
  const changes = await ask(sql<{ status: string }>`
    select status from contracts.rate_change where council_id = ${councilId} and uplift_id is null order by status`)
  expect(changes).toEqual([{ status: 'approved' }, { status: 'proposed' }])
})

it('has a block that is bought in advance, and a contract that waits', async () => {
  const [found] = await ask(sql<{ blocks: number; waiting: number }>`
    select (select count(*)::int from contracts.block_commitment where council_id = ${councilId}) as blocks,
      (select count(*)::int from contracts.contract_proposal where council_id = ${councilId} and status = 'proposed') as waiting`)
  expect(found).toEqual({ blocks: 1, waiting: 1 })
})

it('pays nights away by tiers under one contract, and has such terms waiting for another', async () => {
  const [found] = await ask(sql<{ tiers: number; waiting: number }>`
    select (select count(*)::int from contracts.contract_rule where council_id = ${councilId} and jsonb_array_length(absence_tiers) = 3) as tiers,
      (select count(*)::int from contracts.rule_change where council_id = ${councilId} and status = 'proposed') as waiting`)
  expect(found).toEqual({ tiers: 1, waiting: 1 })
})

it('renews few agreements, so that a newcomer still finds the others', async () => {
  const [uplift] = await ask(sql<{ id: string }>`select id from contracts.uplift
    where council_id = ${councilId} and status = 'applied'`)
  await renewAgreements(stage.work, { councilId, upliftId: uplift?.id ?? '' })
  const [found] = await ask(sql<{ made: number }>`
    select count(*)::int as made from agreements.renewal_item where council_id = ${councilId} and outcome = 'published'`)
  expect(found?.made).toBeLessThan(40)
})
