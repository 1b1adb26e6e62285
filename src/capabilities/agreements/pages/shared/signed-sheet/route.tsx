import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { checkCode, readAsked } from '../../../rules/check-code.ts'
import { findByFingerprint } from '../../../store/wet-signature.ts'
import { reachOf, type Side } from '../wet-signature/form.ts'
import { SignedSheetPage } from './page.tsx'

const Query = z.object({ code: z.string().max(100).default('') })
const UNKNOWN = 'Enter the check code beneath the squares on the sheet. No agreement that you may see has this one'

/** A sheet in the hand and no agreement on the screen: the code that it bears leads to where its scan is filed. */
export function mountSignedSheet(app: FastifyInstance, web: Web, side: Side): void {
  app.get('/agreements/signed-sheet', { config: { permission: 'agreements.view' } }, async (request, reply) => {
    const { code } = web.parse(Query, request.query)
    const asked = readAsked(code)
    const range = asked?.by === 'fingerprint' ? asked : undefined
    const found =
      range === undefined
        ? undefined
        : await web.read(request, (tx) => findByFingerprint(tx, reachOf(web, request), range))
    if (found !== undefined) {
      const query = new URLSearchParams({ code: checkCode(found.hash) }).toString()
      return reply.redirect(`/${side}/agreements/${found.id}/paper-signatures?${query}`, 303)
    }
    const errors = code.trim() === '' ? [] : [{ field: 'code', text: UNKNOWN }]
    const page = <SignedSheetPage side={side} form={web.form(request, { code }, errors)} view={web.view(request)} />
    return web.html(reply, page, errors.length > 0 ? 422 : 200)
  })
}
