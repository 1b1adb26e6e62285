import { sql } from 'kysely'
import { withdrawForEnded } from '../capabilities/agreements/index.ts'
import { settleLifeEvent, tellLifeEvent } from '../capabilities/care-packages/index.ts'
import { decideTerms, proposeTerms } from '../capabilities/contracts/index.ts'
import { addByKey, openConversation } from '../capabilities/conversations/index.ts'
import { quoteAbsence } from '../capabilities/payments/index.ts'
import { addDays } from '../core/dates.ts'
import { fixedClock, londonToday } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import { systemActor, workRunner, type Actor, type WorkRunner } from '../platform/work.ts'

const DAY = 86_400_000
const TIERS = [
  { upTo: 14, percent: 100 },
  { upTo: 28, percent: 80 },
  { upTo: 56, percent: 25 },
]

type Parts = { readonly db: Db; readonly now: Date }
type Desk = { readonly manager: Actor; readonly approver: Actor }

/** A home's contract pays nights away by tiers from some weeks ago on, and the next such terms wait for a second person. */
export async function sayNightsAway({ db, now }: Parts, { manager, approver }: Desk, councilId: string): Promise<void> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<{ contractId: string }>`
      select c.id as "contractId" from published.contract c
      join published.contract_rule k on k.council_id = ${councilId} and k.contract_id = c.id and k.recording = 'none'
        and k.valid @> ${londonToday(now)}::date and lower(k.valid) < ${addDays(londonToday(now), -70)}::date
      where c.council_id = ${councilId} order by c.number limit 2`.execute(tx),
  )
  for (const [index, { contractId }] of rows.entries()) {
    const days = index === 0 ? 60 : 1
    const runner = (ago: number) => workRunner(db, fixedClock(new Date(now.getTime() - ago * DAY).toISOString()))
    const said = await runner(days).run(manager, (unit) =>
      proposeTerms(unit, {
        ...{ contractId, fromOn: addDays(unit.today, 4), reason: 'As the framework for homes was agreed' },
        ...{ paymentTerms: 'actual', frustratedPercent: 100, tolerancePercent: null, claimLimitWeeks: 26 },
        ...{ recording: null, paidBy: null, stepMinutes: null, signGate: null, absenceTiers: TIERS, care: null },
      }),
    )
    if (!said.ok || index > 0) continue
    const decision = { kind: 'approve', note: '' } as const
    await runner(days - 1).run(approver, (unit) =>
      decideTerms(unit, { changeId: said.value, shownVersion: 1, decision }),
    )
  }
}

type Away = { readonly provider: Actor; readonly packageId: string }

/** Somebody was in hospital for a week, a month ago; the council noted it on the next day. */
export async function noteHospital(
  { db, now }: Parts,
  councilId: string,
  { provider, packageId }: Away,
): Promise<void> {
  const runner = (ago: number) => workRunner(db, fixedClock(new Date(now.getTime() - ago * DAY).toISOString()))
  const told = await runner(30).run(provider, (unit) =>
    tellLifeEvent(
      unit,
      {
        packageId,
        happened: { kind: 'hospital', happenedOn: addDays(unit.today, -1), backOn: addDays(unit.today, 6) },
        details: 'A planned operation.',
      },
      { openConversation, quoteAbsence },
    ),
  )
  if (told.ok) await settled(runner(29), councilId, { packageId, kind: 'hospital', outcome: 'noted' })
}

/** Somebody moves away next week, and the council has ended the care on that day: it ends, and nothing follows. */
export async function tellOfMove({ db, now }: Parts, councilId: string, { provider, packageId }: Away): Promise<void> {
  const runner = (ago: number) => workRunner(db, fixedClock(new Date(now.getTime() - ago * DAY).toISOString()))
  const told = await runner(4).run(provider, (unit) =>
    tellLifeEvent(
      unit,
      {
        packageId,
        happened: { kind: 'moved', happenedOn: addDays(unit.today, 12), backOn: null },
        details: 'Moves to a daughter in another county.',
      },
      { openConversation, quoteAbsence },
    ),
  )
  if (told.ok) await settled(runner(3), councilId, { packageId, kind: 'moved', outcome: 'ended' })
}

type Settled = {
  readonly packageId: string
  readonly kind: 'hospital' | 'moved'
  readonly outcome: 'noted' | 'ended'
}

async function settled(runner: WorkRunner, councilId: string, { packageId, kind, outcome }: Settled): Promise<void> {
  await runner.run(systemActor(councilId), async (unit) => {
    const { rows } = await sql<{ id: string }>`
      select id from published.life_event
      where council_id = ${councilId} and package_id = ${packageId} and kind = ${kind} order by id limit 1`.execute(
      unit.tx,
    )
    for (const { id } of rows) await settleLifeEvent(unit, { id, rowVersion: 1, outcome }, withdrawForEnded(addByKey))
  })
}
