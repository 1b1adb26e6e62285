import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseRate } from '../../../../../core/decimal.ts'
import type { Quantity, Rate } from '../../../../../core/money.ts'
import { parseQuantity } from '../../../../../core/quantity-entry.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { respondToAgreement, type TellBrokerage } from '../../../commands/respond-to-agreement.ts'
import { REASONS } from '../../../rules/response.ts'
import { loadAgreement } from '../../shared/load.ts'
import { REFUSAL_WORDS } from '../refusal-words.ts'
import { RejectionPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Form = z.object({
  revision: z.coerce.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  reason: z.enum(REASONS).optional().catch(undefined),
  comment: z.string().trim().max(10_000).default(''),
  expectedPrice: z.string().trim().max(50).default(''),
  expectedQuantity: z.string().trim().max(50).default(''),
})
type Form = z.infer<typeof Form>
const COMMENT_LENGTH = 2_000

export function mountRejection(app: FastifyInstance, web: Web, tellBrokerage: TellBrokerage): void {
  const config = { permission: 'agreements.respond' } as const
  app.get('/agreements/:id/rejection', { config: { ...config, drafts: true } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    return show(web, request, reply, { id, values: {}, errors: [] })
  })
  app.post('/agreements/:id/rejection', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const form = web.parse(Form, request.body)
    const { revision, hash, reason, comment, expectedPrice, expectedQuantity } = form
    const values = { reason: reason ?? '', comment, expectedPrice, expectedQuantity }
    const expected = { price: readPrice(expectedPrice), quantity: readQuantity(expectedQuantity) }
    const errors = [...faultsOf(form), ...expected.price.faults, ...expected.quantity.faults]
    if (errors.length > 0 || reason === undefined) return show(web, request, reply, { id, values, errors })

    const response = {
      kind: 'rejected' as const,
      ...{ reason, comment, expectedPrice: expected.price.value, expectedQuantity: expected.quantity.value },
    }
    const outcome = await web.inWork(request, (work) =>
      respondToAgreement(work, { agreementId: id, shown: { revision, hash }, response }, tellBrokerage),
    )
    if (outcome.ok) return reply.redirect(`/provider/agreements/${id}/response`, 303)
    const refusal = { field: 'answer', text: REFUSAL_WORDS[outcome.refusal.code] }
    return show(web, request, reply, { id, values, errors: [refusal] })
  })
}

function faultsOf({ reason, comment }: Form): FieldError[] {
  return [
    ...(reason === undefined ? [{ field: 'reason', text: 'Select why you are rejecting it' }] : []),
    ...(comment === '' ? [{ field: 'comment', text: 'Enter what is wrong' }] : []),
    ...(comment.length > COMMENT_LENGTH
      ? [{ field: 'comment', text: `What is wrong must be ${COMMENT_LENGTH.toLocaleString('en')} characters or fewer` }]
      : []),
  ]
}

type Read<T> = { readonly value: T | null; readonly faults: readonly FieldError[] }

function readPrice(text: string): Read<Rate> {
  if (text === '') return { value: null, faults: [] }
  const parsed = parseRate(text.replaceAll(/[£,\s]/g, ''))
  if (parsed.ok && parsed.value < 10n ** 10n) return { value: parsed.value, faults: [] }
  return { value: null, faults: [{ field: 'expectedPrice', text: 'Expected price must be an amount, like 22.40' }] }
}

function readQuantity(text: string): Read<Quantity> {
  if (text === '') return { value: null, faults: [] }
  const parsed = parseQuantity(text)
  if (parsed.ok) return { value: parsed.value, faults: [] }
  const fault = { field: 'expectedQuantity', text: 'Expected plan must be a number, like 14 or 13.5 or 13:30' }
  return { value: null, faults: [fault] }
}

type Shown = {
  readonly id: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { id, values, errors }: Shown) {
  const shown = await web.read(request, (tx) => loadAgreement(tx, { providerId: tx.providerId }, id))
  const form = web.form(request, values, errors)
  return web.html(
    reply,
    <RejectionPage shown={shown} form={form} view={web.view(request)} />,
    errors.length > 0 ? 422 : 200,
  )
}
