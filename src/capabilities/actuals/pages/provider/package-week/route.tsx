import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { recordWeek } from '../../../commands/record-week.ts'
import { sayingWhyLate } from '../../../commands/saying-why-late.ts'
import { findLate } from '../../../store/late.ts'
import { getService } from '../../../store/sheet.ts'
import { listVisitLines } from '../../../store/visits-week.ts'
import { listVersionsOf } from '../../../store/weeks.ts'
import { allFaults, faultsOf, type RefusedSheet } from '../../shared/all-faults.ts'
import { askedPackageWeek } from '../../shared/asked-week.ts'
import { lateError, lateSaid } from '../../shared/late-reason.tsx'
import type { Later } from '../../shared/later.ts'
import { errorsOf, rebased, restoredValues, valuesOf } from '../../shared/lines.ts'
import { linesOf, readSheetRows } from '../../shared/read-lines.ts'
import { saidOf } from '../../shared/said.ts'
import { readSheet, SentSheet } from '../../shared/sent-sheet.ts'
import { PackageWeekPage } from './page.tsx'

const address = '/actuals/:serviceId/:weekStart/:packageId'
const Query = z.object({ amend: z.literal('yes').optional() })

export function mountPackageWeek(app: FastifyInstance, web: Web, later: Later): void {
  app.get(address, { config: { permission: 'actuals.view', drafts: true } }, async (request, reply) =>
    show(web, later, { request, reply }),
  )

  app.post(address, { config: { permission: 'actuals.record' } }, async (request, reply) => {
    const { serviceId, weekStart, packageId } = askedPackageWeek(web, request)
    const sent = web.parse(SentSheet, request.body)
    const { entries, faults } = readSheet(sent)
    if (entries.some((entry) => entry.packageId !== packageId)) throw new NotFound('package')
    if (faults.length > 0) return show(web, later, { request, reply }, { sent, faults })
    const late = lateSaid(request.body)
    const outcome = await web.inWork(request, (work) =>
      sayingWhyLate(work, { serviceId, weekStart, late }, () =>
        recordWeek(work, { serviceId, weekStart, entries }, later.listTaken),
      ),
    )
    if (!outcome.ok) return show(web, later, { request, reply }, { sent, ...faultsOf(outcome.refusal) })
    web.flash(reply, saidOf(outcome.value))
    return reply.redirect(request.url.split('?', 1)[0] ?? request.url, 303)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(
  web: Web,
  later: Later,
  { request, reply }: Exchange,
  refusal?: RefusedSheet,
): Promise<FastifyReply> {
  const asked = askedPackageWeek(web, request)
  const now = web.clock.now()
  const today = londonToday(now)
  const [service, sheet, versions, visits, late] = await web.read(request, (tx) =>
    Promise.all([
      getService(tx, asked.serviceId),
      readSheetRows(tx, asked, { packageIds: [asked.packageId] }, later),
      listVersionsOf(tx, asked),
      listVisitLines(tx, asked),
      findLate(tx, asked),
    ]),
  )
  const lines = linesOf(sheet, { today, now }, later)
  const [line] = lines
  if (line === undefined) throw new NotFound('package')
  const amends = web.parse(Query, request.query).amend === 'yes' || refusal?.sent.act === 'amend'
  const faults = refusal === undefined ? [] : allFaults(refusal, sheet, { today, now })
  const standing = valuesOf(lines)
  const valuesWith = (kept: Readonly<Record<string, string>>) => ({
    ...standing,
    ...restoredValues(lines, standing, kept),
    ...refusal?.sent.typed,
    ...rebased(faults),
  })
  const errors = [...errorsOf(faults, lines), ...(refusal?.late === undefined ? [] : [lateError(refusal.late)])]
  const page = (
    <PackageWeekPage
      view={web.view(request)}
      form={web.form(request, valuesWith, errors)}
      service={service}
      line={line}
      versions={versions}
      {...{ visits, late, now }}
      mayRecord={web.may(request, 'actuals.record')}
      mayVary={web.may(request, 'packages.change')}
      reasons={sheet.reasons}
      amending={amends && line.shut?.code === 'R10'}
    />
  )
  return web.html(reply, page, refusal === undefined ? 200 : 422)
}
