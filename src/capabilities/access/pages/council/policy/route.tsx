import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { publishPolicy, type PublishRefusal } from '../../../commands/publish-policy.ts'
import { policyKinds, policyNames } from '../../../rules/policy.ts'
import { listPolicies } from '../../../store/policies.ts'
import { graceChoices, PolicyPage } from './page.tsx'

const LONGEST_BODY = 50_000
const LONGEST_CHANGES = 2_000
const Params = z.object({ kind: z.enum(policyKinds) })
const Form = z.object({
  basedOn: z.coerce.number().int().min(0),
  body: z.string().default(''),
  changes: z.string().default(''),
  grace: z.string().default(''),
})
type Entered = z.infer<typeof Form>
const config = { permission: 'people.manage', stepUp: false } as const

const words: Readonly<Record<PublishRefusal['code'], string>> = {
  'newer-exists': 'Somebody published a newer version meanwhile. Read it, then start from it',
  'nothing-changed': 'The text is the same as in the version that is published',
}

export function mountNewPolicy(app: FastifyInstance, web: Web): void {
  const address = '/people/policies/:kind'
  app.get(address, { config: { ...config, drafts: true } }, (request, reply) => show(web, { request, reply }))
  app.post(address, { config }, async (request, reply) => {
    const { kind } = web.params(request, Params)
    const entered = web.parse(Form, request.body)
    const errors = faultsOf(entered)
    if (errors.length > 0) return show(web, { request, reply, entered, errors })
    const { basedOn, body, changes, grace } = entered
    const version = { kind, basedOn, body: body.trim(), changes: changes.trim(), graceDays: Number(grace) }
    const outcome = await web.inWork(request, (work) => publishPolicy(work, version))
    if (!outcome.ok) {
      const error = { field: 'body', text: words[outcome.refusal.code] }
      return show(web, { request, reply, entered, errors: [error] })
    }
    web.flash(reply, `${policyNames[kind]} published`)
    return reply.redirect('/council/people/policies', 303)
  })
}

function faultsOf({ body, changes, grace }: Entered): readonly FieldError[] {
  return [
    ...(body.trim() === '' ? [{ field: 'body', text: 'Enter the text of the policy' }] : []),
    ...(body.length > LONGEST_BODY ? [{ field: 'body', text: 'The text must be 50,000 characters or less' }] : []),
    ...(changes.length > LONGEST_CHANGES
      ? [{ field: 'changes', text: 'What is new must be 2,000 characters or less' }]
      : []),
    ...(graceChoices.some(({ value }) => value === grace)
      ? []
      : [{ field: 'grace', text: 'Select when people must have accepted it' }]),
  ]
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly entered?: Entered
  readonly errors?: readonly FieldError[]
}

/** What was typed stays, and so does the version it was based on, so that a second try is refused again until re-read. */
async function show(web: Web, { request, reply, entered, errors = [] }: Showing): Promise<FastifyReply> {
  const { kind } = web.params(request, Params)
  const current = (await web.read(request, listPolicies)).find((policy) => policy.kind === kind)
  const values = entered ?? { basedOn: current?.version ?? 0, body: current?.body ?? '', changes: '', grace: '14' }
  const { body, changes, grace } = values
  const form = web.form(request, { basedOn: String(values.basedOn), body, changes, grace }, errors)
  const page = <PolicyPage view={web.view(request)} form={form} kind={kind} basedOn={Number(form.values['basedOn'])} />
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
