import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { answerMissingCare, type MissingCareRefusal } from '../../../commands/missing-care.ts'
import { getMissingCare, listMissingCare } from '../../../store/missing-care.ts'
import { After, pageOf, partAfter } from '../../shared/next-page.ts'
import { MissingCareListPage, MissingCareOnePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Form = z.object({
  version: z.coerce.number().int().min(1),
  decision: z.enum(['placed', 'refused']).optional().catch(undefined),
  packageReference: z.string().trim().max(60).default(''),
  answer: z.string().trim().max(10_000).default(''),
})
const everyone = { providerId: undefined }

const WORDS = {
  changed: { field: 'answer', text: 'It was answered or withdrawn since you opened it. See what it says now' },
  'unknown-package': { field: 'packageReference', text: 'This provider has no package with this reference' },
} satisfies Record<MissingCareRefusal['code'], FieldError>

/** What providers deliver without a package, due first on top: placed in a package, or refused with a reason. */
export function mountMissingCare(app: FastifyInstance, web: Web): void {
  const view = { permission: 'packages.view' } as const
  app.get('/missing-care', { config: view }, async (request, reply) => {
    const { after } = web.parse(After, request.query)
    const found = await web.read(request, (tx) => listMissingCare(tx, everyone, partAfter(after)))
    const page = pageOf(found, '/council/missing-care')
    const today = londonToday(web.clock.now())
    return web.html(reply, <MissingCareListPage {...page} today={today} view={web.view(request)} />)
  })
  app.get('/missing-care/:id', { config: { ...view, drafts: true } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    return show(web, request, reply, { id, values: {}, errors: [] })
  })
  app.post('/missing-care/:id/answer', { config: { permission: 'agreements.publish' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version, decision = '', packageReference, answer } = web.parse(Form, request.body)
    const values = { decision, packageReference, answer }
    const errors = faultsOf(values)
    if (errors.length > 0) return show(web, request, reply, { id, values, errors })
    const reference = decision === 'placed' ? packageReference : undefined
    const outcome = await web.inWork(request, (work) =>
      answerMissingCare(work, { id, version, answer, packageReference: reference }),
    )
    if (!outcome.ok) return show(web, request, reply, { id, values, errors: [WORDS[outcome.refusal.code]] })
    web.flash(reply, 'The provider is told')
    return reply.redirect(`/council/missing-care/${id}`, 303)
  })
}

type Typed = { readonly decision: string; readonly packageReference: string; readonly answer: string }

function faultsOf({ decision, packageReference, answer }: Typed): FieldError[] {
  return [
    ...(decision === '' ? [{ field: 'decision', text: 'Select whether it has a package now' }] : []),
    ...(decision === 'placed' && packageReference === ''
      ? [{ field: 'packageReference', text: 'Enter the reference of the care package' }]
      : []),
    ...(answer === '' ? [{ field: 'answer', text: 'Enter what the provider is to know' }] : []),
    ...(answer.length > 2_000 ? [{ field: 'answer', text: 'The answer must be 2,000 characters or fewer' }] : []),
  ]
}

type Shown = {
  readonly id: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { id, values, errors }: Shown) {
  const care = await web.read(request, (tx) => getMissingCare(tx, everyone, id))
  const page = (
    <MissingCareOnePage
      care={care}
      today={londonToday(web.clock.now())}
      mayAnswer={web.may(request, 'agreements.publish')}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
