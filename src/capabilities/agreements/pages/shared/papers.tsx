import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../core/errors.ts'
import { NoPaperPage } from '../../../../platform/pdf/no-paper-page.tsx'
import type { PdfMaker } from '../../../../platform/pdf/maker.ts'
import type { Web } from '../../../../platform/web/web.ts'
import { paperOf } from '../../commands/keep-papers.ts'
import { offerPaper } from '../../commands/paper.ts'
import { getAgreement, type Reach } from '../../store/agreement.ts'
import { findPaper, findPrinted, getPaperCouncil } from '../../store/papers.ts'

export const PaperParams = z.object({ id: z.uuid(), revision: z.coerce.number().int().min(1).max(32_000) })
type Key = z.infer<typeof PaperParams>
type Offer = Key & { readonly base: string; readonly origin: string; readonly make: PdfMaker }

/** The paper as it was kept; where none was kept, made anew from the same text with the same bytes. */
export async function answerOffer(web: Web, request: FastifyRequest, reply: FastifyReply, asked: Offer) {
  const { id, revision, base, origin, make } = asked
  const reach = reachOf(web, request)
  const found = await web.read(request, async (tx) => {
    const [agreement, kept, printed, council] = await Promise.all([
      getAgreement(tx, reach, id),
      findPaper(tx, reach, { id, revision, kind: 'offer' }),
      findPrinted(tx, reach, { id, revision }),
      getPaperCouncil(tx),
    ])
    return { agreement, kept, printed, council }
  })
  if (found.printed === undefined) throw new NotFound('revision')
  const name = `${found.agreement.reference}-revision-${String(revision)}.pdf`
  if (found.kept !== undefined) return send(reply, name, found.kept.bytes)
  const made = await make(offerPaper(paperOf(found.printed, found.council, origin)))
  if (made.ok) return send(reply, name, made.value)
  const back = `${base}/${id}/revisions/${String(revision)}`
  const page = <NoPaperPage why={made.refusal.code} back={back} hasSpreadsheet={false} view={web.view(request)} />
  return web.html(reply, page, 503)
}

/** The sealed paper is made once, in the background: until then it is not there. */
export async function answerSigned(web: Web, request: FastifyRequest, reply: FastifyReply, { id, revision }: Key) {
  const reach = reachOf(web, request)
  const [agreement, kept] = await web.read(request, (tx) =>
    Promise.all([getAgreement(tx, reach, id), findPaper(tx, reach, { id, revision, kind: 'signed' })]),
  )
  if (kept === undefined) throw new NotFound('signed paper')
  return send(reply, `${agreement.reference}-revision-${String(revision)}-signed.pdf`, kept.bytes)
}

export function reachOf(web: Web, request: FastifyRequest): Reach {
  const { scope } = web.visitor(request)
  return { providerId: 'providerId' in scope ? scope.providerId : undefined }
}

function send(reply: FastifyReply, name: string, bytes: Buffer): FastifyReply {
  const safe = name.replace(/[^\w.-]/g, '-')
  return reply
    .header('content-disposition', `attachment; filename="${safe}"`)
    .header('x-content-type-options', 'nosniff')
    .type('application/pdf')
    .send(bytes)
}
