import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import type { Visitor } from '../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../testing/site.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aProviderVisitor } from '../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { routes } from '../routes.ts'
import { later } from '../testing/later.ts'
import { recordActualsOperation, type RowResult } from './bulk-operation.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let visitor: Visitor
const WEEK = localDate('2025-03-31')
const EARLIER = localDate('2025-03-24')

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  await aPeriod(stage.build, council.id, {
    startsOn: '2025-03-31',
    endsOn: '2025-04-28',
    submitBy: '2025-04-30T16:00Z',
  })
  provider = await aProvider(stage.build, council.id, { rule: { tolerance_percent: 10 } })
  visitor = aProviderVisitor(provider)
  site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
  await site.visit(visitor, '/test-token')
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

type Answer = Readonly<Record<'saved' | 'unchanged' | 'refused' | 'held', number>> & { rows: readonly RowResult[] }

async function send(rows: readonly object[], dryRun = false, key: string = randomUUID()) {
  const answer = await site.app.inject({
    method: 'POST',
    url: '/api/v1/actuals',
    headers: { 'x-test-visitor': visitor.accountId, 'idempotency-key': key, 'content-type': 'application/json' },
    payload: JSON.stringify({ dryRun, rows }),
  })
  const said = answer.json<Answer>()
  return { status: answer.statusCode, said }
}
const aRow = async (over: object = {}, weekStart: string = WEEK) => {
  const { id: packageId } = await aPackage(stage.build, provider)
  return { packageId, weekStart, ...over }
}

it('saves the good rows of several weeks and says of every other row why not', async () => {
  const other = await aProvider(stage.build, council.id)
  const foreign = await aPackage(stage.build, other)
  const good = await aRow({ missed: '1', comment: 'Ill' })
  const rows = [
    good,
    await aRow({ missed: '1' }),
    await aRow({}, EARLIER),
    { packageId: foreign.id, weekStart: WEEK },
    { packageId: randomUUID(), weekStart: WEEK },
    await aRow({ missed: 'x' }),
    await aRow({}, '2025-04-01'),
    good,
    await aRow({ extra: '5', comment: 'Fall' }),
  ]
  const { status, said } = await send(rows)
  expect(status).toBe(200)
  expect(recordActualsOperation.answer.parse(said)).toEqual(said)
  expect(said).toMatchObject({ saved: 3, unchanged: 0, refused: 6, held: 1 })
  expect(said.rows.map(({ faults, status: now }) => faults.map(({ code }) => code).join() || now)).toEqual([
    'confirmed',
    'R26',
    'confirmed',
    'R01',
    'R01',
    'R20',
    'R04',
    'R05',
    'held',
  ])
  expect(said.rows[1]?.faults[0]?.pointer).toBe('/rows/1/comment')
  // A package of somebody else's is as absent as one that never was.
  expect(said.rows[3]?.faults[0]?.text).toBe(said.rows[4]?.faults[0]?.text)
  expect(said.rows[8]?.notes[0]?.code).toBe('H01')
  const again = await send(rows.slice(0, 1).map((row) => ({ ...row, version: 1 })))
  expect(again.said).toMatchObject({ saved: 0, unchanged: 1, refused: 0 })
})

it('changes nothing when it only tries', async () => {
  const rows = [await aRow(), await aRow({ missed: '1' })]
  const tried = await send(rows, true)
  expect(tried.said).toMatchObject({ saved: 1, refused: 1, rows: [{ version: 1 }, {}] })
  expect((await send(rows)).said).toMatchObject({ saved: 1, refused: 1 })
})

it('is done once for a key, and lets two at once each save what is theirs', async () => {
  const rows = [await aRow()]
  const key = randomUUID()
  const twice = await Promise.all([send(rows, false, key), send(rows, false, key)])
  expect(twice.map(({ said }) => said.saved)).toEqual([1, 1])
  const shared = await aRow()
  const both = await Promise.all([
    send([{ ...shared, missed: '1', comment: 'Ill' }]),
    send([{ ...shared, missed: '2', comment: 'Ill' }]),
  ])
  expect(both.map(({ said }) => said.saved).sort()).toEqual([0, 1])
  expect(both.flatMap(({ said }) => said.rows.flatMap(({ faults }) => faults.map(({ code }) => code)))).toEqual(['R06'])
})

it('takes more rows of one week than a page of its sheet holds', async () => {
  const rows = await Promise.all(Array.from({ length: 120 }, () => aRow()))
  expect((await send(rows)).said).toMatchObject({ saved: 120, refused: 0 })
})

it.each([
  ['no rows', []],
  ['a row without a package', [{ weekStart: WEEK }]],
])('refuses %s before anything is judged', async (_, rows) => {
  expect((await send(rows)).status).toBe(422)
})
