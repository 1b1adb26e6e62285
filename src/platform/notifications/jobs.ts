import { sql } from 'kysely'
import { z } from 'zod'
import { londonInstant, londonToday, type Clock } from '../clock.ts'
import type { Db } from '../db/db.ts'
import { job, type Job } from '../jobs.ts'
import { queueMail } from '../mail.ts'
import { systemActor, type Work } from '../work.ts'
import { events, isEvent } from './events.ts'
import { addNotification, listTold, takeDigests } from './store.ts'

const Told = z.object({
  event: z.string().refine(isEvent),
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('staff'), roles: z.array(z.string()) }),
    z.object({ kind: z.literal('administrators'), providerId: z.uuid() }),
    z.object({
      kind: z.literal('care'),
      providerId: z.uuid(),
      places: z.array(z.object({ serviceId: z.uuid(), contractId: z.uuid() })),
    }),
    z.object({ kind: z.literal('people'), providerId: z.uuid().nullable(), accountIds: z.array(z.uuid()) }),
    z.object({
      kind: z.literal('followers'),
      subjects: z.array(z.object({ kind: z.enum(['person', 'package', 'conversation']), id: z.uuid() })),
      except: z.uuid(),
      providerId: z.uuid().nullable(),
      serviceId: z.uuid().nullable(),
      contractId: z.uuid().nullable(),
    }),
  ]),
  knowing: z.array(z.uuid()).default([]),
  text: z.string(),
  href: z.string(),
  key: z.string(),
})

/** In each person's list, and in the mail of those who want it at once. Run twice, it finds that everybody was told. */
export const notifyJob: Job = job({
  name: 'platform.notify',
  payload: z.object({ councilId: z.uuid(), news: z.string() }),
  run: (work, { news }) => tell(work, Told.parse(JSON.parse(news))),
})

async function tell(work: Work, news: z.infer<typeof Told>): Promise<void> {
  const { tx, now } = work
  const { told, text, href } = await whomToTell(work, news)
  const { event, key } = news
  for (const person of told) {
    const way = person.way ?? events[event].proposed
    const { accountId, providerId, email } = person
    const isNew = await addNotification(tx, { accountId, providerId, key, event, text, href, at: now, way })
    if (isNew && way === 'email')
      await queueMail(work, {
        recipient: email,
        subject: 'Something waits for you in Provider Portal',
        body: `${text}\n\n${WHERE}`,
      })
  }
}

/** What waits for a team of which nobody may know of the person is for the data guardian to give to somebody. */
async function whomToTell({ tx, now, today }: Work, { event, to, text, href, knowing }: z.infer<typeof Told>) {
  const told = await listTold(tx, { to, event, today, knowing, now })
  if (told.length > 0 || to.kind !== 'staff' || knowing.length === 0) return { told, text, href }
  const guardians = { kind: 'staff', roles: ['data-guardian'] } as const
  return {
    told: await listTold(tx, { to: guardians, event, today, knowing: [], now }),
    text: 'Something about a restricted person waits, and nobody in the team that is asked may know of them.',
    href: `/council/restricted-people/${knowing[0] ?? ''}`,
  }
}

const WHERE =
  'Sign in to the Provider Portal and open Notifications to see it.\n\nWhich of these come by e-mail is yours to choose under My account.\n'
const MORNING = '06:00'

/** What came before six in London this morning, once. Cron speaks UTC, so both hours that six can be are asked for. */
export function digestJob({ db, clock }: { readonly db: Db; readonly clock: Clock }): Job {
  return {
    name: 'platform.mail-digests',
    nightlyAt: '0 5,6 * * *',
    handle: async (runner) => {
      const now = clock.now()
      const morning = londonInstant(londonToday(now), MORNING)
      if (now < morning) return
      const councils = await db.read({ role: 'portal_gate' }, async (tx) => {
        const { rows } = await sql<{ id: string }>`select council_id as id from platform.council order by 1`.execute(tx)
        return rows
      })
      for (const { id } of councils) await runner.run(systemActor(id), (work) => mailDigests(work, morning))
    },
  }
}

async function mailDigests(work: Work, before: Date): Promise<void> {
  for (const { email, texts } of await takeDigests(work.tx, { before, now: work.now }))
    await queueMail(work, {
      recipient: email,
      subject: `Provider Portal: ${String(texts.length)} new since yesterday`,
      body: `${texts.map((text) => `- ${text}`).join('\n')}\n\n${WHERE}`,
    })
}
