import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import { BadRequest } from '../../../../../platform/web/faults.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import {
  confirmPaperSignature,
  filePaperSignature,
  strikePaperSignature,
  type StrikeRefusal,
} from '../../../commands/wet-signature.ts'
import { mayBeSigned, type ConfirmRefusal } from '../../../rules/wet-signature.ts'
import { getScan } from '../../../store/wet-signature.ts'
import { SigningSheet } from './sheet.tsx'
import {
  addressOf,
  chooseAgain,
  FILING,
  judgePaper,
  PaperForm,
  partyToFile,
  placeErrors,
  reachOf,
  refusalError,
  type Side,
} from './form.ts'
import { loadPaperView, sheetToConfirm, standingOf } from './load.ts'
import { WetSignaturePage } from './page.tsx'
import { findHeldScan, receivedScan, scanRule, squaresOf } from './scan.ts'

const Params = z.object({ id: z.uuid() })
const ScanParams = Params.extend({ scanId: z.uuid() })
const Query = z.object({
  code: z.string().max(100).default(''),
  held: z.uuid().or(z.literal('')).catch('').default(''),
  brought: z.literal('yes').or(z.literal('')).catch('').default(''),
})

const Striking = z.object({ reason: z.string().max(2_000).default('') })
const strikeWords: Readonly<Record<StrikeRefusal['code'], string>> = {
  'reason-missing': 'Enter why the scan does not count',
  'already-struck': 'Somebody has struck this scan out already',
  'rests-on-it': 'The agreement rests on this scan, so it stays',
}
const confirmWords: Readonly<Record<ConfirmRefusal['code'], string>> = {
  'no-scan': 'The provider’s scan was struck out, or the agreement published anew, in the meantime',
  'already-answered': 'The agreement was answered or withdrawn in the meantime',
  paused: 'Agreeing and rejecting stand still at the moment',
  'own-offer': 'Whoever filed this scan published the agreement, so it cannot count',
}
const seeing = { permission: 'agreements.view' } as const

type Options = { readonly side: Side; readonly origin: string }

/** The same on both faces; the council may also strike a scan out. */
export function mountWetSignature(app: FastifyInstance, web: Web, { side, origin }: Options): void {
  const filing = { permission: FILING[side] } as const
  app.get('/agreements/:id/paper-signatures', { config: seeing }, (request, reply) => {
    return show(web, request, reply, { values: web.parse(Query, request.query), errors: [] })
  })

  app.get('/agreements/:id/paper-signatures/sheet', { config: seeing }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const today = londonToday(web.clock.now())
    const shown = await web.read(request, (tx) => loadPaperView(tx, reachOf(web, request), id, today))
    const council = web.visitor(request).council.name
    const base = `/${side}/agreements/${id}/paper-signatures`
    if (!mayBeSigned(shown.agreement.status)) return reply.redirect(base, 303)
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
    if (sent.party !== 'person' && sent.party !== side) throw new BadRequest('each side signs for itself')
    const { files, faults } = web.uploads(request, 'scan')
    const scan = files[0] === undefined ? await findHeldScan(web, request, sent.held) : receivedScan(files[0])
    const judged = judgePaper(sent, { scan, faults }, londonToday(web.clock.now()))
    if (!judged.ok) return show(web, request, reply, judged)
    const squares = await squaresOf(judged.wanted.file)
    const wanted = { agreementId, squares, ...judged.wanted }
    const outcome = await web.inWork(request, (work) => filePaperSignature(work, wanted))
    if (!outcome.ok) {
      const errors = [refusalError(outcome.refusal), ...(wanted.file.hold === undefined ? [] : [chooseAgain])]
      return show(web, request, reply, { values: sent, errors })
    }
    if ('brought' in outcome.value) return reply.redirect(`${addressOf(side, outcome.value.brought)}&brought=yes`, 303)
    web.flash(reply, 'Scan filed')
    return reply.redirect(`/${side}/agreements/${agreementId}/paper-signatures`, 303)
  })
  if (side === 'council') mountChecking(app, web)
}

/** What the council says of a scan: that it counts as the provider's signature, or that it does not count at all. */
function mountChecking(app: FastifyInstance, web: Web): void {
  const confirming = { permission: FILING.council }
  app.post('/agreements/:id/paper-signatures/:scanId/agreement', { config: confirming }, async (request, reply) => {
    const { id: agreementId, scanId } = web.params(request, ScanParams)
    const outcome = await web.inWork(request, (work) => confirmPaperSignature(work, { agreementId, id: scanId }))
    if (!outcome.ok) {
      const errors = [{ field: 'agreement', text: confirmWords[outcome.refusal.code] }]
      return show(web, request, reply, { values: {}, errors })
    }
    web.flash(reply, 'Agreement agreed')
    return reply.redirect(`/council/agreements/${agreementId}/paper-signatures`, 303)
  })

  app.post(
    '/agreements/:id/paper-signatures/:scanId/striking',
    { config: { permission: FILING.council } },
    async (request, reply) => {
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
    },
  )
}

type Shown = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { values, errors }: Shown) {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const shown = await web.read(request, (tx) => loadPaperView(tx, reachOf(web, request), id, today))
  const held = await findHeldScan(web, request, values['held'] ?? '')
  const side = web.visitor(request).face
  const mayFile = web.may(request, FILING[side])
  const party = mayFile ? partyToFile(shown, side) : undefined
  const checked = mayFile && side === 'council' ? standingOf(shown) : []
  const confirmable = checked.length > 0 ? sheetToConfirm(shown) : undefined
  const strikable = checked.filter((one) => one.id !== shown.agreed?.paperSignatureId)
  const { atFields, alone } = placeErrors(
    errors,
    party,
    strikable.map(({ id: scanId }) => scanId),
  )
  const form = web.form(request, values, atFields)
  const page = (
    <WetSignaturePage {...{ side, form, shown, party, held, confirmable, strikable, alone }} view={web.view(request)} />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
