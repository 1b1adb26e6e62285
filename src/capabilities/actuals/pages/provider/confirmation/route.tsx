import type { FastifyInstance } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { confirmAllAsPlanned } from '../../../commands/confirm-all-as-planned.ts'
import { countReady, listNotReady } from '../../../store/as-planned.ts'
import { getService } from '../../../store/sheet.ts'
import { askedServiceWeek } from '../../shared/asked-week.ts'
import type { Later } from '../../shared/later.ts'
import { linesOf, readSheetRows } from '../../shared/read-lines.ts'
import { records } from '../../shared/said.ts'
import { ConfirmationPage } from './page.tsx'

/** More names than these are not read before pressing a button; the sheet lists them all. */
const MOST_LISTED = 100

export function mountConfirmation(app: FastifyInstance, web: Web, later: Later): void {
  const address = '/actuals/:serviceId/:weekStart/confirmation'
  app.get(address, { config: { permission: 'actuals.record' } }, async (request, reply) => {
    const asked = askedServiceWeek(web, request)
    const now = web.clock.now()
    const today = londonToday(now)
    const { service, ready, sheet } = await web.read(request, async (tx) => {
      const [known, count, packageIds] = await Promise.all([
        getService(tx, asked.serviceId),
        countReady(tx, { ...asked, today }),
        listNotReady(tx, { ...asked, today }, { limit: MOST_LISTED }),
      ])
      const none = { rows: [], taken: new Set<string>(), reasons: [] }
      const left = packageIds.length === 0 ? none : await readSheetRows(tx, asked, { packageIds }, later)
      return { service: known, ready: count, sheet: left }
    })
    const page = (
      <ConfirmationPage
        view={web.view(request)}
        form={web.form(request)}
        service={service}
        weekStart={asked.weekStart}
        ready={ready}
        left={linesOf(sheet, { today, now }, later)}
      />
    )
    return web.html(reply, page)
  })

  app.post(address, { config: { permission: 'actuals.record' } }, async (request, reply) => {
    const asked = askedServiceWeek(web, request)
    await web.read(request, (tx) => getService(tx, asked.serviceId))
    const outcome = await web.inWork(request, (work) => confirmAllAsPlanned(work, asked))
    const { confirmed } = outcome.ok ? outcome.value : { confirmed: 0 }
    web.flash(
      reply,
      confirmed === 0 ? 'Nothing was left to confirm as planned' : `${records(confirmed)} confirmed as planned`,
    )
    return reply.redirect(`/provider/actuals/${asked.serviceId}/${asked.weekStart}`, 303)
  })
}
