import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { recordWeek } from '../../../commands/record-week.ts'
import { sayingWhyLate } from '../../../commands/saying-why-late.ts'
import { listParked } from '../../../store/parked.ts'
import { getService, SHEET_PAGE } from '../../../store/sheet.ts'
import { afterConfirming, stamped } from '../../shared/after-confirming.ts'
import { allFaults, faultsOf, type RefusedSheet } from '../../shared/all-faults.ts'
import { askedServiceWeek } from '../../shared/asked-week.ts'
import { lateError, lateSaid } from '../../shared/late-reason.tsx'
import type { Later } from '../../shared/later.ts'
import { errorsOf, rebased, restoredValues, valuesOf } from '../../shared/lines.ts'
import { linesOf, readSheetRows } from '../../shared/read-lines.ts'
import { repeated } from '../../shared/repeat.ts'
import { saidOf } from '../../shared/said.ts'
import { readSheet, SentSheet } from '../../shared/sent-sheet.ts'
import { ServiceWeekPage } from './page.tsx'

const Query = z.object({ after: z.uuid().optional() })

export function mountServiceWeek(app: FastifyInstance, web: Web, later: Later): void {
  app.get(
    '/actuals/:serviceId/:weekStart',
    { config: { permission: 'actuals.view', drafts: true } },
    async (request, reply) => show(web, later, { request, reply }),
  )

  app.post('/actuals/:serviceId/:weekStart', { config: { permission: 'actuals.record' } }, async (request, reply) => {
    const asked = askedServiceWeek(web, request)
    const asSent = web.parse(SentSheet, request.body)
    // A sheet without rows is somebody else's as well: it is not there for them.
    const [sent, parked] = await web.read(request, (tx) =>
      Promise.all([repeated(tx, asked, asSent), listParked(tx, asked), getService(tx, asked.serviceId)]),
    )
    if (sent === undefined) return show(web, later, { request, reply }, { sent: asSent, faults: [], nothing: true })
    const { entries, faults } = readSheet(sent, parked)
    if (faults.length > 0) return show(web, later, { request, reply }, { sent, faults })
    const late = lateSaid(request.body)
    const outcome = await web.inWork(request, async (work) =>
      stamped(
        work,
        await sayingWhyLate(work, { ...asked, late }, () => recordWeek(work, { ...asked, entries }, later.listTaken)),
      ),
    )
    if (!outcome.ok) return show(web, later, { request, reply }, { sent, ...faultsOf(outcome.refusal) })
    web.flash(reply, saidOf(outcome.value))
    if (!asSent.act.startsWith('confirm')) return reply.redirect(request.url, 303)
    return reply.redirect(afterConfirming({ ...asked, ...web.parse(Query, request.query) }, outcome.value), 303)
  })
}

const NOTHING_TO_REPEAT = {
  field: 'sheet',
  text: 'There is nothing to repeat: no row above says why, or nothing was recorded in the week before',
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(
  web: Web,
  later: Later,
  { request, reply }: Exchange,
  refusal?: RefusedSheet & { readonly nothing?: boolean },
): Promise<FastifyReply> {
  const { serviceId, weekStart } = askedServiceWeek(web, request)
  const { after } = web.parse(Query, request.query)
  const now = web.clock.now()
  const today = londonToday(now)
  const [service, sheet] = await web.read(request, (tx) =>
    Promise.all([getService(tx, serviceId), readSheetRows(tx, { serviceId, weekStart }, { after }, later)]),
  )
  const lines = linesOf(sheet, { today, now }, later).slice(0, SHEET_PAGE)
  const faults = refusal === undefined || refusal.nothing === true ? [] : allFaults(refusal, sheet, { today, now })
  const standing = valuesOf(lines)
  const valuesWith = (kept: Readonly<Record<string, string>>) => ({
    ...standing,
    ...restoredValues(lines, standing, kept),
    ...refusal?.sent.typed,
    ...rebased(faults),
  })
  const late = refusal?.late === undefined ? [] : [lateError(refusal.late)]
  const errors = refusal?.nothing === true ? [NOTHING_TO_REPEAT] : [...errorsOf(faults, lines), ...late]
  const page = (
    <ServiceWeekPage
      view={web.view(request)}
      form={web.form(request, valuesWith, errors)}
      service={service}
      weekStart={weekStart}
      {...{ today, now, lines }}
      next={sheet.rows.length > SHEET_PAGE ? lines.at(-1)?.row.packageId : undefined}
      after={after}
      mayRecord={web.may(request, 'actuals.record')}
      mayVary={web.may(request, 'packages.change')}
      reasons={sheet.reasons}
    />
  )
  return web.html(reply, page, refusal === undefined ? 200 : 422)
}
