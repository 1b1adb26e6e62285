import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { quoteInput } from '../../../rules/quote.ts'
import { nothingDiffers, type PackageWeek } from '../../../rules/week.ts'
import { getWeekHeading } from '../../../store/council.ts'
import { findLate } from '../../../store/late.ts'
import { listReasonsFor } from '../../../store/reasons.ts'
import { listSheet } from '../../../store/sheet.ts'
import { findWeekVisits } from '../../../store/timetable.ts'
import { listVisitLines } from '../../../store/visits-week.ts'
import { listVersionsOf } from '../../../store/weeks.ts'
import { askedHeldWeek } from '../../shared/asked-week.ts'
import type { Later } from '../../shared/later.ts'
import { CouncilPackageWeekPage } from './page.tsx'

export function mountCouncilPackageWeek(app: FastifyInstance, web: Web, later: Later): void {
  app.get('/actuals/:packageId/:weekStart', { config: { permission: 'actuals.view' } }, (request, reply) =>
    show(web, later, { request, reply }),
  )
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(web: Web, later: Later, { request, reply }: Exchange): Promise<FastifyReply> {
  const asked = askedHeldWeek(web, request)
  const { row, timetable, ...found } = await web.read(request, (tx) => readWeek(tx, asked))
  const today = londonToday(web.clock.now())
  const { standing } = row
  const entry = standing?.entry ?? nothingDiffers
  const planned = standing?.planned ?? row.planned
  const input = quoteInput({ ...row, planned, today, entry, recordedByDay: standing?.byDay, times: standing?.times })
  const quoted = later.quote(input)
  const page = (
    <CouncilPackageWeekPage
      view={web.view(request)}
      {...{ row, ...found }}
      quote={quoted.ok ? quoted.value : undefined}
      steps={later.explain(input)}
      timetable={timetable?.visits ?? []}
      mayDecide={web.may(request, 'actuals.decide')}
      mayAsk={web.may(request, 'conversations.write')}
    />
  )
  return web.html(reply, page)
}

/** What the provider's own page is made of, read with the council's eyes. */
async function readWeek(tx: Tx, asked: PackageWeek) {
  const heading = await getWeekHeading(tx, asked.packageId)
  const theirs = tx.naming(heading.providerId)
  const { serviceId } = heading
  const [[row], versions, visits, timetable, late, reasons] = await Promise.all([
    listSheet(theirs, { serviceId, weekStart: asked.weekStart }, { packageIds: [asked.packageId] }),
    listVersionsOf(theirs, asked),
    listVisitLines(theirs, asked),
    findWeekVisits(theirs, asked),
    findLate(theirs, asked),
    listReasonsFor(tx, asked.weekStart),
  ])
  if (row === undefined) throw new NotFound('week')
  return { heading, row, versions, visits, timetable, late, reasons }
}
