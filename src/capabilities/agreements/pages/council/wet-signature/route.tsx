import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { filePaperSignature, strikePaperSignature, type StrikeRefusal } from '../../../commands/wet-signature.ts'
import { getScan } from '../../../store/wet-signature.ts'
import { SigningSheet } from '../../shared/signing-sheet.tsx'
import {
  chooseAgain,
  judgePaper,
  PaperForm,
  partyToFile,
  placeErrors,
  reachOf,
  refusalError,
  scanRule,
} from '../../shared/wet-signature-form.ts'
import { loadPaperView, standingOf } from '../../shared/wet-signature-load.ts'
import { WetSignaturePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const ScanParams = Params.extend({ scanId: z.uuid() })
const Query = z.object({ code: z.string().max(100).default('') })

const Striking = z.object({ reason: z.string().max(2_000).default('') })
const strikeWords: Readonly<Record<StrikeRefusal['code'], string>> = {
  'reason-missing': 'Enter why the scan does not count',
  'already-struck': 'Somebody has struck this scan out already',
}
const seeing = { permission: 'agreements.view' } as const
const filing = { permission: 'agreements.publish' } as const

export function mountWetSignature(app: FastifyInstance, web: Web, origin: string): void {
  app.get('/agreements/:id/paper-signatures', { config: seeing }, (request, reply) => {
    const { code } = web.parse(Query, request.query)
    return show(web, request, reply, { values: { code }, errors: [] })
  })

  app.get('/agreements/:id/paper-signatures/sheet', { config: seeing }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const shown = await web.read(request, (tx) => loadPaperView(tx, reachOf(web, request), id))
    const council = web.visitor(request).council.name
    const base = `/council/agreements/${id}/paper-signatures`
    return web.html(reply, <SigningSheet {...{ shown, council, base, origin }} view={web.view(request)} />)
  })

  app.get('/agreements/:id/paper-signatures/:scanId', { config: seeing }, async (request, reply) => {
    const { id: agreementId, scanId: id } = web.params(request, ScanParams)
    const asked = { agreementId, id, accountId: web.visitor(request).accountId, now: web.clock.now() }
    const fileId = await web.read(request, (tx) => getScan(tx, reachOf(web, request), asked))
    return web.sendFile(request, reply, fileId)
  })

  app.post('/agreements/:id/paper-signatures', { config: { ...filing, upload: scanRule } }, async (request, reply) => {
    const { id: agreementId } = web.params(request, Params)
    const sent = web.parse(PaperForm, request.body)
    const judged = judgePaper(sent, web.uploads(request, 'scan'), londonToday(web.clock.now()))
    if (!judged.ok) return show(web, request, reply, judged)
    const wanted = { agreementId, ...judged.wanted }
    const outcome = await web.inWork(request, (work) => filePaperSignature(work, wanted))
    if (!outcome.ok) {
      const errors = [refusalError(outcome.refusal), chooseAgain]
      return show(web, request, reply, { values: sent, errors })
    }
    web.flash(reply, 'Scan filed')
    return reply.redirect(`/council/agreements/${agreementId}/paper-signatures`, 303)
  })

  app.post('/agreements/:id/paper-signatures/:scanId/striking', { config: filing }, async (request, reply) => {
    const { id: agreementId, scanId } = web.params(request, ScanParams)
    const { reason } = web.parse(Striking, request.body)
    const wanted = { agreementId, id: scanId, reason }
    const outcome = await web.inWork(request, (work) => strikePaperSignature(work, wanted))
    if (!outcome.ok) {
      const errors = [{ field: `reason-${scanId}`, text: strikeWords[outcome.refusal.code] }]
      return show(web, request, reply, { values: { [`reason-${scanId}`]: reason }, errors })
    }
    web.flash(reply, 'Scan struck out')
    return reply.redirect(`/council/agreements/${agreementId}/paper-signatures`, 303)
  })
}

type Shown = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { values, errors }: Shown) {
  const { id } = web.params(request, Params)
  const shown = await web.read(request, (tx) => loadPaperView(tx, reachOf(web, request), id))
  const mayFile = web.may(request, 'agreements.publish')
  const party = mayFile ? partyToFile(shown.next, 'council') : undefined
  const { atFields, alone } = placeErrors(errors, party, mayFile ? standingOf(shown).map((one) => one.id) : [])
  const form = web.form(request, values, atFields)
  const page = <WetSignaturePage {...{ form, shown, party, mayFile, alone }} view={web.view(request)} />
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
