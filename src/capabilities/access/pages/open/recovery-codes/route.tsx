import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { makeRecoveryCodes, recoveryCodesLeft } from '../../../commands/recovery-codes.ts'
import { NewCodesPage, RecoveryCodesPage } from './page.tsx'

const Proof = z.object({ password: z.string().max(5_000).default('') })
const config = { permission: 'signed-in', stepUp: 'make recovery codes' } as const
const words = {
  'wrong-password': 'The password is wrong',
  locked: 'The account is locked after three wrong tries. The council can unlock it',
} as const

export function mountRecoveryCodes(app: FastifyInstance, web: Web, access: Access): void {
  const address = '/account/recovery-codes'
  app.get(address, { config }, async (request, reply) => {
    const left = await recoveryCodesLeft(access, web.visitor(request).accountId)
    return web.html(reply, <RecoveryCodesPage view={web.view(request)} form={web.form(request)} left={left} />)
  })
  // Answered with the page itself: a redirect would have to keep the codes somewhere in between.
  app.post(address, { config }, async (request, reply) => {
    const { accountId } = web.visitor(request)
    const { password } = web.parse(Proof, request.body)
    const outcome = await makeRecoveryCodes(access, { accountId, password, address: request.ip })
    if (outcome.ok) return web.html(reply, <NewCodesPage view={web.view(request)} codes={outcome.value} />)
    const form = web.form(request, {}, [{ field: 'password', text: words[outcome.refusal.code] }])
    const left = await recoveryCodesLeft(access, accountId)
    return web.html(reply, <RecoveryCodesPage view={web.view(request)} form={form} left={left} />, 422)
  })
}
