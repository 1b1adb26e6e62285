import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { checkCode } from '../../../rules/check-code.ts'
import { findByFingerprint } from '../../../store/wet-signature.ts'
import { reachOf } from '../../shared/wet-signature/form.ts'

const Params = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) })

/** Where the squares on a signing sheet lead: to the page on one's own face where its scan is filed, the code filled in. */
export function mountPaper(app: FastifyInstance, web: Web): void {
  app.get('/paper/:hash', { config: { permission: 'signed-in' } }, async (request, reply) => {
    const { hash } = web.params(request, Params)
    const found = await web.read(request, (tx) =>
      findByFingerprint(tx, reachOf(web, request), { from: hash, to: hash }),
    )
    if (found === undefined) throw new NotFound('agreement')
    const query = new URLSearchParams({ code: checkCode(hash) }).toString()
    return reply.redirect(`/${web.visitor(request).face}/agreements/${found.id}/paper-signatures?${query}`, 303)
  })
}
