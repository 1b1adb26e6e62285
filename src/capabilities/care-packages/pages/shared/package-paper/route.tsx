import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import { makePdf, type PdfMaker } from '../../../../../platform/pdf/maker.ts'
import { NoPaperPage } from '../../../../../platform/pdf/no-paper-page.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { getPackage } from '../../../store/package.ts'
import { getPayers } from '../../../store/payers.ts'
import { listUpliftsOf } from '../../../store/uplifts-of.ts'
import { packagePaper } from './paper.ts'

const Params = z.object({ id: z.uuid() })
type Face = 'provider' | 'council'

/** The paper of one package, on either face: what its page says of cost and plan, as a tagged PDF. */
export function mountPackagePaper(app: FastifyInstance, web: Web, face: Face, make: PdfMaker = makePdf): void {
  app.get('/packages/:id.pdf', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const today = londonToday(web.clock.now())
    const [care, payers, upliftsOf] = await web.read(request, (tx) => {
      const reach = { providerId: face === 'council' ? undefined : tx.providerId }
      return Promise.all([getPackage(tx, reach, id), getPayers(tx, reach, id), listUpliftsOf(tx, reach, [id])])
    })
    const [uplifts, council] = [upliftsOf.get(care.id) ?? [], web.visitor(request).council.name]
    const made = await make(packagePaper({ care, payers, uplifts, council, today }))
    if (made.ok)
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="${care.reference.replace(/[^\w.-]/gu, '-')}.pdf"`)
        .header('cache-control', 'private, no-store')
        .send(made.value)
    const back = `/${face}/packages/${care.id}`
    const page = <NoPaperPage why={made.refusal.code} back={back} hasSpreadsheet={false} view={web.view(request)} />
    return web.html(reply, page, 503)
  })
}
