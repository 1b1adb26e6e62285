import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { placeAllOfPerson, type PlaceAll } from '../../../commands/match-again.ts'
import { placeVisit, type PlaceRefusal } from '../../../commands/place-visit.ts'
import { receiveUpload } from '../../../commands/upload/receive-upload.ts'
import { listExceptionCodes } from '../../../store/exception-codes.ts'
import { listCandidates, listWaiting, WAITING_PAGE } from '../../../store/visits.ts'
import type { Later } from '../../shared/later.ts'
import { fileRule } from '../../../commands/upload/file-rule.ts'
import { counted } from '../../shared/upload-words.ts'
import { placeWords } from '../../shared/visit-words.ts'
import { ReceivedVisitsPage } from './page.tsx'

const address = '/actuals/visits'
const Query = z.object({ after: z.uuid().optional() })
const Sent = z.object({ only: z.enum(['check']).optional() })
const Params = z.object({ visitId: z.uuid() })
const Placing = z.object({
  act: z.enum(['place', 'place-all', 'decline']),
  version: z.coerce.number().int().positive(),
  package: z.union([z.uuid(), z.literal('')]).default(''),
  reason: z.string().max(5_000).default(''),
  amend: z.string().max(2_000).optional(),
})

export function mountReceivedVisits(app: FastifyInstance, web: Web, later: Later): void {
  app.get(address, { config: { permission: 'actuals.view' } }, (request, reply) => show(web, { request, reply }))

  app.post(address, { config: { permission: 'actuals.record', upload: fileRule } }, async (request, reply) => {
    const { only } = web.parse(Sent, request.body)
    const { files, faults } = web.uploads(request, 'file')
    const [received] = files
    if (received === undefined || faults.length > 0)
      return show(web, { request, reply }, faults.length > 0 ? faults : [{ field: 'file', text: 'Select a file' }])
    const given = { file: received, checkOnly: only === 'check', mapId: null, source: 'screen' as const }
    const outcome = await web.inWork(request, (work) => receiveUpload(work, given))
    if (!outcome.ok) return show(web, { request, reply })
    if (outcome.value.again) web.flash(reply, 'You have sent this file before. This is what became of it')
    return reply.redirect(`/provider/actuals/uploads/${outcome.value.uploadId}`, 303)
  })

  app.post(`${address}/:visitId/placing`, { config: { permission: 'actuals.record' } }, async (request, reply) => {
    const { visitId } = web.params(request, Params)
    const { act, version, reason, amend, package: packageId } = web.parse(Placing, request.body)
    if (act !== 'decline' && packageId === '')
      return show(web, { request, reply }, [{ field: `package-${visitId}`, text: placeWords['not-a-package'] }])
    if (act === 'place-all') return placeAll(web, { request, reply }, { id: visitId, version, packageId })
    const decision = act === 'place' ? { packageId, amend } : { reason }
    const outcome = await web.inWork(request, (work) =>
      placeVisit(work, { id: visitId, version, ...decision }, later.listTaken),
    )
    if (!outcome.ok) {
      const { code } = outcome.refusal
      const values = {
        [`package-${visitId}`]: packageId,
        [`amend-${visitId}`]: amend ?? '',
        [`reason-${visitId}`]: reason,
      }
      return show(web, { request, reply }, [{ field: fieldOf(code, visitId), text: placeWords[code] }], values)
    }
    web.flash(reply, outcome.value.placed ? 'Visit placed on the care package' : 'Visit will not be claimed')
    return reply.redirect('/provider/actuals/visits', 303)
  })
}

async function placeAll(web: Web, exchange: Exchange, given: PlaceAll): Promise<FastifyReply> {
  const { request, reply } = exchange
  const outcome = await web.inWork(request, (work) => placeAllOfPerson(work, given))
  if (!outcome.ok) return show(web, exchange, [{ field: 'waiting', text: placeWords[outcome.refusal.code] }])
  const { placed, shut } = outcome.value
  const closed = shut === 0 ? '' : `. ${counted(shut, 'week')} did not change: the file of the visits says why`
  web.flash(reply, `${counted(placed, 'visit')} placed on the care package${closed}`)
  return reply.redirect('/provider/actuals/visits', 303)
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

function fieldOf(code: PlaceRefusal['code'], visitId: string): string {
  if (code === 'reason-missing') return `reason-${visitId}`
  return code === 'week-shut' ? `amend-${visitId}` : 'waiting'
}

async function show(
  web: Web,
  { request, reply }: Exchange,
  errors: readonly FieldError[] = [],
  values: Readonly<Record<string, string>> = {},
): Promise<FastifyReply> {
  const { after } = web.parse(Query, request.query)
  const [waiting, codes, candidates] = await web.read(request, async (tx) => {
    const [visits, known] = await Promise.all([
      listWaiting(tx, { providerId: tx.providerId }, after),
      listExceptionCodes(tx),
    ])
    return [visits, known, await listCandidates(tx, [...new Set(visits.map(({ clientRef }) => clientRef))])] as const
  })
  const page = (
    <ReceivedVisitsPage
      view={web.view(request)}
      form={web.form(request, values, errors)}
      waiting={waiting.slice(0, WAITING_PAGE)}
      next={waiting.length > WAITING_PAGE ? waiting[WAITING_PAGE - 1]?.id : undefined}
      {...{ candidates }}
      codes={codes.filter(({ endsOn }) => endsOn === null)}
      today={londonToday(web.clock.now())}
      mayRecord={web.may(request, 'actuals.record')}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
