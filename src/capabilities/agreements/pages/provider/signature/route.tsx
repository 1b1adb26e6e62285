import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { respondToAgreement, type TellBrokerage } from '../../../commands/respond-to-agreement.ts'
import { loadAgreement } from '../../shared/load.ts'
import { REFUSAL_WORDS } from '../refusal-words.ts'
import { SignaturePage, STATEMENTS } from './page.tsx'

export type CheckPassword = (request: FastifyRequest, password: string) => Promise<boolean>

const Params = z.object({ id: z.uuid() })
const Form = z.object({
  revision: z.coerce.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  statements: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given) => (given === undefined ? [] : [given].flat())),
  signedName: z.string().trim().max(200).default(''),
  password: z.string().max(1_000).default(''),
})
type Form = z.infer<typeof Form>

type Later = { readonly checkPassword: CheckPassword; readonly tellBrokerage: TellBrokerage }

export function mountSignature(app: FastifyInstance, web: Web, { checkPassword, tellBrokerage }: Later): void {
  const config = { permission: 'agreements.respond' } as const
  app.get('/agreements/:id/signature', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    return show(web, request, reply, { id, values: {}, errors: [] })
  })
  app.post('/agreements/:id/signature', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const form = web.parse(Form, request.body)
    const errors = faultsOf(form)
    if (errors.length === 0 && !(await checkPassword(request, form.password)))
      errors.push({ field: 'password', text: 'Your password is not correct' })
    const values = { signedName: form.signedName, statements: form.statements.join(' ') }
    if (errors.length > 0) return show(web, request, reply, { id, values, errors })

    const { revision, hash, signedName } = form
    const outcome = await web.inWork(request, (work) =>
      respondToAgreement(
        work,
        { agreementId: id, shown: { revision, hash }, response: { kind: 'agreed', signedName } },
        tellBrokerage,
      ),
    )
    if (outcome.ok) return reply.redirect(`/provider/agreements/${id}/response`, 303)
    // What was ticked and typed was about a text that no longer stands, so nothing of it is kept.
    const refusal = { field: 'answer', text: REFUSAL_WORDS[outcome.refusal.code] }
    return show(web, request, reply, { id, values: {}, errors: [refusal] })
  })
}

function faultsOf({ statements, signedName, password }: Form): FieldError[] {
  const missing = STATEMENTS.some(({ value }) => !statements.includes(value))
  return [
    ...(missing ? [{ field: 'statements', text: 'Tick every statement to agree, or go back and reject' }] : []),
    ...(signedName === '' ? [{ field: 'signedName', text: 'Enter your full name' }] : []),
    ...(password === '' ? [{ field: 'password', text: 'Enter your password' }] : []),
  ]
}

type Shown = {
  readonly id: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { id, values, errors }: Shown) {
  const shown = await web.read(request, (tx) => loadAgreement(tx, { providerId: tx.providerId }, id))
  const form = web.form(request, values, errors)
  const page = <SignaturePage shown={shown} form={form} name={web.visitor(request).name} view={web.view(request)} />
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
