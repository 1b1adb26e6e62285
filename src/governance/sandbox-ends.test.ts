import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobs } from '../app.ts'
import { DAYS_KEPT, insideCode } from '../capabilities/access/rules/sandboxes.ts'
import { disposeOfSandboxes } from '../capabilities/access/commands/dispose-of-sandboxes.ts'
import { fillSandboxOn } from '../demonstration/index.ts'
import { fixedClock } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { queueMail } from '../platform/mail.ts'
import { systemActor, workRunner } from '../platform/work.ts'
import { anApp, type RunningApp } from '../testing/an-app.ts'
import { aCouncil, aPackage, aProvider, type AProvider } from '../testing/world.ts'
import { ask } from './testing/ask.ts'

const NOW = '2026-11-21T09:00:00Z'
const sandboxId = randomUUID()
let running: RunningApp
let living: AProvider
let tables: readonly string[]
const inside = { first: '', second: '' }

beforeAll(async () => {
  running = await anApp(NOW)
  living = await aProvider(running.build, (await aCouncil(running.build)).id)
  await aPackage(running.build, living)
  const fill = fillSandboxOn(running)
  const [first, second] = [
    await fill({ code: insideCode(sandboxId, 1), name: 'Rosters' }),
    await fill({ code: insideCode(sandboxId, 2), name: 'Rosters' }),
  ]
  Object.assign(inside, { first: first.councilId, second: second.councilId })
  await running.build.insert('access.sandbox', {
    ...{ council_id: living.councilId, id: sandboxId, provider_id: living.id, name: 'Rosters', state: 'ready' },
    ...{ asked_at: NOW, made_at: NOW, made_by: 'Asha Test', filled_at: NOW, generation: 2 },
    ...{ inside_council_id: second.councilId, weekly_provider_id: second.weeklyProviderId },
    visits_provider_id: second.visitsProviderId,
  })
  const found = await ask<{ name: string }>(
    running.ownerUrl,
    `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'council_id'
     where c.relkind in ('r', 'p') and not c.relispartition and not a.attisdropped order by 1`,
  )
  tables = found.map(({ name }) => name)
}, 120_000)
afterAll(() => running.strike())

/** How many rows of a council there are in each table that has any. */
async function rowsIn(councilId: string): Promise<Readonly<Record<string, number>>> {
  const each = tables.map(
    (name) => `select '${name}' as name, count(*)::int as rows from ${name} where council_id = $1`,
  )
  const counted = await ask<{ name: string; rows: number }>(running.ownerUrl, each.join(' union all '), [councilId])
  return Object.fromEntries(counted.filter(({ rows }) => rows > 0).map(({ name, rows }) => [name, rows]))
}
const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, rows) => all + rows, 0)
const disposals = () =>
  ask(
    running.ownerUrl,
    `select inside_council_id, generation, begun_at is not null as begun, rows_removed::int as rows, files_removed as files,
       disposed_at is not null as disposed from access.sandbox_disposal order by generation`,
  )
const after = (days: number) => fixedClock(new Date(Date.parse(NOW) + days * 86_400_000).toISOString())
const night = (days: number, db: Db = running.db) =>
  disposeOfSandboxes({ db, store: running.files.store }, workRunner(running.db, after(days)))

it('sends nothing of a sandbox out, though its care is paid inside', async () => {
  expect((await rowsIn(inside.second))['payments.remittance']).toBeGreaterThan(0)
  await running.work.run(systemActor(inside.second), (work) =>
    queueMail(work, { recipient: 'a@example.org', subject: 'S', body: 'B' }),
  )
  await running.work.run(systemActor(living.councilId), (work) =>
    queueMail(work, { recipient: 'b@example.org', subject: 'S', body: 'B' }),
  )
  const posted: string[] = []
  const all = jobs(
    ({ recipient }) => {
      posted.push(recipient)
      return Promise.resolve()
    },
    {
      ...running,
      travels: { ahead: (_days, act) => act() },
      origin: 'https://portal.example',
      secrets: { codeKeys: new Map(), currentCodeKey: 1, cookieSecret: '' },
      seals: () => Promise.resolve(undefined),
    },
  )
  const waiting = await ask<{ councilId: string; id: string }>(
    running.ownerUrl,
    `select council_id as "councilId", id from platform.mail`,
  )
  for (const mail of waiting) await all.find(({ name }) => name === 'platform.send-mail')?.handle(running.work, mail)
  expect(waiting.filter(({ councilId }) => councilId === inside.second).length).toBeGreaterThan(0)
  expect(posted).toEqual(['b@example.org'])
})

it('shows whoever disposes nothing of a living council', async () => {
  const scope = { role: 'portal_disposer', councilId: living.councilId } as const
  const seen = await running.db.write(scope, async (tx) => [
    (await tx.selectFrom('providers.organisation').select('id').where('council_id', '=', tx.councilId).execute())
      .length,
    Number(
      (await tx.deleteFrom('platform.audit_entry').where('council_id', '=', tx.councilId).executeTakeFirstOrThrow())
        .numDeletedRows,
    ),
    Number(
      (await tx.deleteFrom('platform.council').where('council_id', '=', tx.councilId).executeTakeFirstOrThrow())
        .numDeletedRows,
    ),
  ])
  expect(seen).toEqual([0, 0, 0])
  expect(sum(await rowsIn(living.councilId))).toBeGreaterThan(10)
})

it('keeps what a reset left behind for as long as it says, and disposes of it in parts, though cut off in the middle', async () => {
  const incoming = await running.files.store.begin()
  await incoming.write(Buffer.from('sent to the first filling'))
  await incoming.finish()
  await incoming.keepAs(inside.first, randomUUID())
  const before = {
    first: await rowsIn(inside.first),
    second: await rowsIn(inside.second),
    living: await rowsIn(living.councilId),
  }
  await night(0)
  await night(DAYS_KEPT - 1)
  expect(await rowsIn(inside.first)).toEqual(before.first)
  expect(await disposals()).toEqual([
    { inside_council_id: inside.first, generation: 1, begun: false, rows: 0, files: 0, disposed: false },
  ])

  let parts = 0
  const cut: Db = {
    ...running.db,
    write: async (scope, use) => {
      if (scope.role === 'portal_disposer') parts += 1
      if (parts > 60) throw new Error('cut off')
      return running.db.write(scope, use)
    },
  }
  await expect(night(DAYS_KEPT, cut)).rejects.toThrow('cut off')
  const left = sum(await rowsIn(inside.first))
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(sum(before.first))
  const [half] = await disposals()
  expect(half).toMatchObject({ begun: true, disposed: false, rows: sum(before.first) - left })

  await night(DAYS_KEPT + 1)
  await night(DAYS_KEPT + 2)
  expect(await rowsIn(inside.first)).toEqual({})
  expect(await disposals()).toEqual([
    {
      ...{ inside_council_id: inside.first, generation: 1, begun: true, disposed: true },
      ...{ rows: sum(before.first), files: 1 },
    },
  ])
  expect(await rowsIn(inside.second)).toEqual(before.second)
  const { 'platform.audit_entry': entries = 0, ...rest } = await rowsIn(living.councilId)
  expect([entries, rest]).toEqual([2, { ...before.living, 'access.sandbox_disposal': 1 }])
  const audited = await ask(
    running.ownerUrl,
    `select action from platform.audit_entry where council_id = $1 and action like 'sandbox.dispos%' order by seq`,
    [living.councilId],
  )
  expect(audited).toEqual([{ action: 'sandbox.disposing' }, { action: 'sandbox.disposed' }])
}, 60_000)

it('disposes of all of it after the sandbox was closed', async () => {
  await ask(
    running.ownerUrl,
    `update access.sandbox set state = 'ended', ended_at = $2, ended_by = 'Asha Test' where council_id = $1`,
    [living.councilId, NOW],
  )
  await night(20)
  expect(sum(await rowsIn(inside.second))).toBeGreaterThan(0)
  await night(20 + DAYS_KEPT)
  expect(await rowsIn(inside.second)).toEqual({})
}, 60_000)
