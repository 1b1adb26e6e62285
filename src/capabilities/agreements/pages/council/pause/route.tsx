import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseLocalDate } from '../../../../../core/dates.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { endAnswerPause, pauseAnswers, type PauseRefusal } from '../../../commands/pause-answers.ts'
import { findPause, listPauses } from '../../../store/pause.ts'
import { PausePage } from './page.tsx'

const Form = z.object({
  reason: z.string().trim().max(2_000).default(''),
  expectedOn: z.string().trim().max(20).default(''),
})
const ADDRESS = '/council/agreements/pause'

const WORDS = {
  'already-paused': { field: 'reason', text: 'Somebody else has paused them a moment ago' },
  'expected-in-the-past': {
    field: 'expectedOn',
    text: 'The day they are expected to work again must be today or later',
  },
} satisfies Record<PauseRefusal['code'], FieldError>

/** One switch for everybody: nobody agrees and nobody rejects until it is ended. */
export function mountPause(app: FastifyInstance, web: Web): void {
  const config = { permission: 'agreements.manage' } as const
  app.get('/agreements/pause', { config: { ...config, drafts: true } }, (request, reply) =>
    show(web, request, reply, { values: {}, errors: [] }),
  )
  app.post('/agreements/pause', { config }, async (request, reply) => {
    const form = web.parse(Form, request.body)
    const expectedOn = form.expectedOn === '' ? null : parseLocalDate(form.expectedOn)
    const errors = [
      ...(form.reason === '' ? [{ field: 'reason', text: 'Enter why agreeing and rejecting are paused' }] : []),
      ...(form.reason.length > 500 ? [{ field: 'reason', text: 'The reason must be 500 characters or fewer' }] : []),
      ...(expectedOn === undefined ? [{ field: 'expectedOn', text: 'Enter a date, like 2026-04-01' }] : []),
    ]
    if (errors.length > 0 || expectedOn === undefined) return show(web, request, reply, { values: form, errors })
    const outcome = await web.inWork(request, (work) => pauseAnswers(work, { reason: form.reason, expectedOn }))
    if (!outcome.ok) {
      return show(web, request, reply, { values: form, errors: [WORDS[outcome.refusal.code]] })
    }
    web.flash(reply, 'Agreeing and rejecting are paused')
    return reply.redirect(ADDRESS, 303)
  })
  app.post('/agreements/pause/end', { config }, async (request, reply) => {
    const outcome = await web.inWork(request, endAnswerPause)
    web.flash(reply, outcome.ok ? resumedText(outcome.value.moved) : 'They already worked again')
    return reply.redirect(ADDRESS, 303)
  })
}

function resumedText(moved: number): string {
  const days = moved === 1 ? 'One day to answer by has' : `${moved.toLocaleString('en-GB')} days to answer by have`
  return `Agreeing and rejecting work again${moved === 0 ? '' : `. ${days} moved on by as long as it took`}`
}

type Shown = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { values, errors }: Shown) {
  const [pause, past] = await web.read(request, (tx) => Promise.all([findPause(tx), listPauses(tx)]))
  const form = web.form(request, values, errors)
  return web.html(
    reply,
    <PausePage pause={pause} past={past} form={form} view={web.view(request)} />,
    errors.length > 0 ? 422 : 200,
  )
}
