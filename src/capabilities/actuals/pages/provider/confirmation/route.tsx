import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { confirmAllAsPlanned } from '../../../commands/confirm-all-as-planned.ts'
import { sayingWhyLate } from '../../../commands/saying-why-late.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import { countReady, listNotReady } from '../../../store/as-planned.ts'
import { isWaitingLate } from '../../../store/late.ts'
import { getService } from '../../../store/sheet.ts'
import { askedServiceWeek } from '../../shared/asked-week.ts'
import { lateError, lateSaid, lateValues } from '../../shared/late-reason.tsx'
import { afterConfirming, stamped } from '../../shared/after-confirming.ts'
import type { Later } from '../../shared/later.ts'
import { linesOf, readSheetRows } from '../../shared/read-lines.ts'
import { records } from '../../shared/said.ts'
import { ConfirmationPage } from './page.tsx'

/** More names than these are not read before pressing a button; the sheet lists them all. */
const MOST_LISTED = 100

export function mountConfirmation(app: FastifyInstance, web: Web, later: Later): void {
  const address = '/actuals/:serviceId/:weekStart/confirmation'
  app.get(address, { config: { permission: 'actuals.record', drafts: true } }, (request, reply) =>
    show(web, later, { request, reply }),
  )

  app.post(address, { config: { permission: 'actuals.record' } }, async (request, reply) => {
    const asked = askedServiceWeek(web, request)
    await web.read(request, (tx) => getService(tx, asked.serviceId))
    const late = lateSaid(request.body)
    const outcome = await web.inWork(request, async (work) =>
      stamped(work, await sayingWhyLate(work, { ...asked, late }, () => confirmAllAsPlanned(work, asked))),
    )
    if (!outcome.ok)
      return show(web, later, { request, reply }, { values: lateValues(late), errors: [lateError(outcome.refusal)] })
    const { confirmed, at } = outcome.value
    web.flash(
      reply,
      confirmed === 0 ? 'Nothing was left to confirm as planned' : `${records(confirmed)} confirmed as planned`,
    )
    return reply.redirect(afterConfirming(asked, { confirmed, at }), 303)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, later: Later, { request, reply }: Exchange, refused?: Refused): Promise<FastifyReply> {
  const asked = askedServiceWeek(web, request)
  const now = web.clock.now()
  const today = londonToday(now)
  const { service, ready, late, sheet } = await web.read(request, async (tx) => {
    const [known, count, isLate, packageIds] = await Promise.all([
      getService(tx, asked.serviceId),
      countReady(tx, { ...asked, today }),
      isWaitingLate(tx, asked, now),
      listNotReady(tx, { ...asked, today }, { limit: MOST_LISTED }),
    ])
    const none = { rows: [], taken: new Set<string>(), reasons: [] }
    const left = packageIds.length === 0 ? none : await readSheetRows(tx, asked, { packageIds }, later)
    return { service: known, ready: count, late: isLate, sheet: left }
  })
  const page = (
    <ConfirmationPage
      view={web.view(request)}
      form={web.form(request, refused?.values, refused?.errors)}
      {...{ service, ready, late }}
      weekStart={asked.weekStart}
      left={linesOf(sheet, { today, now }, later)}
    />
  )
  return web.html(reply, page, refused === undefined ? 200 : 422)
}
