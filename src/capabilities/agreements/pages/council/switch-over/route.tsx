import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { listHash, switchOver, type SwitchOverRefusal } from '../../../commands/switch-over.ts'
import { findPause } from '../../../store/pause.ts'
import { listChoices, listDue, type Chosen } from '../../../store/switch-over.ts'
import { SwitchOverPage } from './page.tsx'

const choice = {
  provider: z.union([z.uuid(), z.literal('')]).default(''),
  sector: z.string().trim().max(60).default(''),
}
const Query = z.object(choice)
const Form = z.object({
  ...choice,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  reason: z.string().trim().max(2_000).default(''),
  sure: z.literal('yes').optional().catch(undefined),
})

const WORDS = {
  changed: 'The list changed since you opened it. Check it again, then agree',
  nothing: 'Nothing of this waits any more',
  paused: 'Agreeing and rejecting are paused, so nothing was agreed. Why they are paused',
} satisfies Record<SwitchOverRefusal['code'], string>

function wordsOf(refusal: SwitchOverRefusal): string {
  const words = WORDS[refusal.code]
  return refusal.code === 'paused' ? `${words}: ${refusal.why}` : words
}

/** Every published agreement of a sector or provider, agreed by one act: previewed first, word for word the list agreed. */
export function mountSwitchOver(app: FastifyInstance, web: Web): void {
  const config = { permission: 'agreements.manage' } as const
  app.get('/agreements/switch-over', { config: { ...config, drafts: true } }, async (request, reply) =>
    show(web, request, reply, { asked: web.parse(Query, request.query), values: {}, errors: [] }),
  )
  const binding = { ...config, stepUp: 'agree agreements at a switch-over' }
  app.post('/agreements/switch-over', { config: binding }, async (request, reply) => {
    const form = web.parse(Form, request.body)
    const chosen = chosenOf(form)
    const values = { reason: form.reason }
    const errors = [
      ...(form.reason === '' ? [{ field: 'reason', text: 'Enter where these were agreed before' }] : []),
      ...(form.sure === undefined ? [{ field: 'sure', text: 'Tick that you checked the list' }] : []),
    ]
    if (errors.length > 0 || chosen === undefined) return show(web, request, reply, { asked: form, values, errors })
    const outcome = await web.inWork(request, (work) =>
      switchOver(work, { chosen, shownHash: form.hash, reason: form.reason }),
    )
    if (!outcome.ok) {
      const fault = { field: 'sure', text: wordsOf(outcome.refusal) }
      return show(web, request, reply, { asked: form, values, errors: [fault] })
    }
    const { count } = outcome.value
    web.flash(reply, count === 1 ? '1 agreement is agreed' : `${String(count)} agreements are agreed`)
    return reply.redirect('/council/agreements?status=agreed', 303)
  })
}

function chosenOf({ provider, sector }: z.infer<typeof Query>): Chosen | undefined {
  if (provider !== '') return { providerId: provider }
  return sector === '' ? undefined : { sector }
}

type Shown = {
  readonly asked: z.infer<typeof Query>
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { asked, values, errors }: Shown) {
  const chosen = chosenOf(asked)
  const [choices, due, pause] = await web.read(request, (tx) =>
    Promise.all([
      listChoices(tx),
      chosen === undefined ? undefined : listDue(tx, chosen, { lock: false }),
      findPause(tx),
    ]),
  )
  const page = (
    <SwitchOverPage
      choices={choices}
      asked={asked}
      due={due}
      pause={pause}
      hash={due === undefined ? '' : listHash(due).toString('hex')}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
