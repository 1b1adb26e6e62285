import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { formatDays } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { LONGEST_QUESTION, parkWeek, unparkWeek, type ParkRefusal } from '../../../commands/park-week.ts'
import { listSheet } from '../../../store/sheet.ts'
import { askedPackageWeek } from '../../shared/asked-week.ts'
import { ComingFrom, placeOf, withPlace } from '../../shared/coming-from.ts'
import type { Later } from '../../shared/later.ts'
import { QueryPage } from './page.tsx'

const Sent = z.looseObject({ question: z.string().max(50_000).default('') })
const address = '/actuals/:serviceId/:weekStart/:packageId/query'
const recording = { permission: 'actuals.record' } as const

const wording = {
  'question-missing': { field: 'question', text: 'Enter what you want to ask' },
  'question-long': {
    field: 'question',
    text: `Your question must be ${LONGEST_QUESTION.toLocaleString('en-GB')} characters or fewer`,
  },
  confirmed: { field: 'main-content', text: 'This line is confirmed already. Write to the council under Messages' },
  'asked-already': { field: 'main-content', text: 'Somebody else has just asked about this line: see Messages' },
} satisfies Record<ParkRefusal['code'], FieldError>

/** A question that parks one line, from the review of a week or from an invoice; whoever asks goes back there. */
export function mountQuery(app: FastifyInstance, web: Web, { openConversation }: Later): void {
  app.get(address, { config: { ...recording, drafts: true } }, (request, reply) => show(web, { request, reply }))

  app.post(address, { config: recording }, async (request, reply) => {
    const week = askedPackageWeek(web, request)
    const { question } = web.parse(Sent, request.body)
    const outcome = await web.inWork(request, (work) =>
      parkWeek(work, { ...week, question }, (unit, { reference, text }) =>
        openConversation(unit, {
          key: `week-parked:${week.packageId}:${week.weekStart}:${unit.now.toISOString()}`,
          type: 'payments',
          about: { type: 'package', id: week.packageId },
          title: `${reference}, week of ${formatDays(weekOf(week.weekStart))}`,
          text,
        }),
      ),
    )
    if (!outcome.ok) return show(web, { request, reply }, { question, error: wording[outcome.refusal.code] })
    web.flash(reply, 'The council is asked. The line waits, and holds up no other')
    return reply.redirect(placeOf(week, web.parse(ComingFrom, request.query)), 303)
  })

  app.post(`${address}/end`, { config: recording }, async (request, reply) => {
    const week = askedPackageWeek(web, request)
    await web.inWork(request, (work) => unparkWeek(work, week))
    web.flash(reply, 'The line counts with the others again')
    return reply.redirect(placeOf(week, {}), 303)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly question: string; readonly error: FieldError }

async function show(web: Web, { request, reply }: Exchange, refused?: Refused): Promise<FastifyReply> {
  const week = askedPackageWeek(web, request)
  const from = web.parse(ComingFrom, request.query)
  const [row] = await web.read(request, (tx) => listSheet(tx, week, { packageIds: [week.packageId] }))
  if (row === undefined) throw new NotFound('package')
  const form = refused && web.form(request, { question: refused.question }, [refused.error])
  const action = withPlace(`/provider/actuals/${week.serviceId}/${week.weekStart}/${week.packageId}/query`, from)
  const shown = { row, action, back: placeOf(week, from), form: form ?? web.form(request) }
  return web.html(reply, <QueryPage {...shown} view={web.view(request)} />, refused ? 422 : 200)
}
