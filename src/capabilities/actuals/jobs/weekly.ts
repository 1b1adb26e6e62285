import { sql } from 'kysely'
import { z } from 'zod'
import { isWorkingDay } from '../../../core/working-days.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Job } from '../../../platform/jobs.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import { systemAccountId } from '../../../platform/db/scope.ts'
import { systemActor, type Actor, type WorkRunner } from '../../../platform/work.ts'
import { fillAbsence } from '../commands/absences.ts'
import { matchAgain } from '../commands/match-again.ts'
import type { ListTaken } from '../commands/record-week.ts'
import { remindToRecord } from '../commands/remind-to-record.ts'
import { weekNumberSince } from '../rules/reminders.ts'
import { listToFill, type Absence } from '../store/absences.ts'
import { listWaitingProviders } from '../store/upload/match-again.ts'

type Parts = { readonly db: Db; readonly listTaken: ListTaken }

/** Each finds what is already done, so that a second run adds nothing. */
export function weeklyJobs({ db, listTaken }: Parts): readonly Job[] {
  return [
    {
      name: 'actuals.follow-absences',
      nightlyAt: '10 5 * * *',
      handle: async (runner) => {
        for (const councilId of await councils(db)) await followAbsences(runner, councilId, listTaken)
      },
    },
    {
      name: 'actuals.match-visits',
      nightlyAt: '20 4 * * *',
      handle: async (runner, payload) => {
        const { councilId } = OneCouncil.parse(payload ?? {})
        for (const one of councilId === undefined ? await councils(db) : [councilId]) await matchVisits(runner, one)
      },
    },
    {
      name: 'actuals.remind-to-record',
      nightlyAt: '40 6 * * *',
      handle: async (runner) => {
        for (const councilId of await councils(db)) await runner.run(systemActor(councilId), remindToRecord)
      },
    },
  ]
}

/** Announced when care becomes active; each night for what nobody announces. */
const OneCouncil = z.object({ councilId: z.uuid().optional() })

async function matchVisits(runner: WorkRunner, councilId: string): Promise<void> {
  const providers = await runner.run(systemActor(councilId), ({ tx }) => listWaitingProviders(tx))
  for (const providerId of providers) {
    const scope = { role: 'portal_provider' as const, councilId, providerId, accountId: systemAccountId }
    await runner.run({ scope, name: 'Matched again', face: 'provider' }, matchAgain)
  }
}

async function councils(db: Db): Promise<readonly string[]> {
  const { rows } = await db.glance((tx) =>
    sql<{ id: string }>`select council_id as id from platform.council order by 1`.execute(tx),
  )
  return rows.map(({ id }) => id)
}

/** Fills the weeks that have begun since, in the name of whoever recorded the absence, and asks them whether it has ended. */
async function followAbsences(runner: WorkRunner, councilId: string, listTaken: ListTaken): Promise<void> {
  const absences = await runner.run(systemActor(councilId), ({ tx, today }) => listToFill(tx, today))
  for (const absence of absences) {
    await runner.run(actorOf(councilId, absence), async (work) => {
      await fillAbsence(work, absence, listTaken)
      const weeks = weekNumberSince(absence.firstDay, work.today)
      if (absence.status !== 'open' || weeks === 0 || !isWorkingDay(work.today)) return
      await notify(work, {
        event: 'absence.open',
        to: { kind: 'people', providerId: absence.providerId, accountIds: [absence.saidBy] },
        text: 'An absence that you recorded is still open: is the person back?',
        href: `/provider/actuals/absences/${absence.id}`,
        key: `absence.open:${absence.id}:${String(weeks)}`,
      })
    })
  }
}

function actorOf(councilId: string, { providerId, saidBy, saidName }: Absence): Actor {
  return {
    scope: { role: 'portal_provider', councilId, providerId, accountId: saidBy },
    name: saidName,
    face: 'provider',
  }
}
