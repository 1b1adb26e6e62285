import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseLocalDate } from '../../../../../core/dates.ts'
import { londonInstant, londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { checkAllDrafts } from '../../../commands/check-all-drafts.ts'
import { checkDrafts } from '../../../commands/check-drafts.ts'
import { orderBatch, type BatchRefusal } from '../../../commands/publish-batch.ts'
import { listDraftsOf } from '../../../store/list.ts'
import { BatchPage } from './page.tsx'

const MOST = 50
const ids = z
  .union([z.uuid(), z.array(z.uuid()).max(MOST)])
  .optional()
  .transform((given) => (given === undefined ? [] : [...new Set([given].flat())]))
const Query = z.object({ id: ids, all: z.literal('yes').optional() })
const Form = Query.extend({
  shown: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  when: z.enum(['now', 'later']).optional().catch(undefined),
  day: z.string().trim().max(20).default(''),
  time: z.string().trim().max(10).default(''),
})

const WORDS = {
  'nothing-to-publish': 'None of these is a draft that waits: they are published, or in another batch',
  'other-drafts': 'Drafts were added, changed or published since you opened this page. Check them again, then publish',
} as const satisfies Record<BatchRefusal['code'], string>

/** One page to check many drafts on, then one decision: now or at a time. */
export function mountBatch(app: FastifyInstance, web: Web): void {
  const config = { permission: 'agreements.publish' } as const
  app.get('/agreements/batch', { config }, async (request, reply) =>
    show(web, request, reply, { asked: web.parse(Query, request.query), values: { when: 'now' }, errors: [] }),
  )
  app.post('/agreements/batch', { config }, async (request, reply) => {
    const form = web.parse(Form, request.body)
    const { when = '', day, time } = form
    const publishAt = when === 'later' ? instantOf(day, time) : undefined
    const errors = faultsOf({ when, publishAt }, web.clock.now())
    if (errors.length > 0) return show(web, request, reply, { asked: form, values: { when, day, time }, errors })
    const which = form.all === 'yes' ? { allShown: form.shown ?? '' } : { agreementIds: form.id }
    const outcome = await web.inWork(request, (work) => orderBatch(work, { ...which, publishAt }))
    if (outcome.ok) return reply.redirect(`/council/agreements/batches/${outcome.value.batchId}`, 303)
    const fault = { field: 'when', text: WORDS[outcome.refusal.code] }
    return show(web, request, reply, { asked: form, values: { when, day, time }, errors: [fault] })
  })
}

function instantOf(day: string, time: string): Date | undefined {
  const date = parseLocalDate(day)
  return date === undefined || !/^([01]?\d|2[0-3]):[0-5]\d$/.test(time)
    ? undefined
    : londonInstant(date, time.padStart(5, '0'))
}

function faultsOf({ when, publishAt }: { when: string; publishAt: Date | undefined }, now: Date): FieldError[] {
  if (when === '') return [{ field: 'when', text: 'Select when they are to be published' }]
  if (when === 'now') return []
  if (publishAt === undefined) return [{ field: 'day', text: 'Enter a day and a time, like 2026-04-01 and 08:00' }]
  return publishAt <= now ? [{ field: 'day', text: 'The day and time must be in the future' }] : []
}

type Asked = { readonly id: readonly string[]; readonly all?: 'yes' | undefined }
type Shown = {
  readonly asked: Asked
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { asked, values, errors }: Shown) {
  const today = londonToday(web.clock.now())
  const shown = await web.read(request, async (tx) => {
    if (asked.all === 'yes') return { all: await checkAllDrafts(tx, today), drafts: [], findings: new Map() }
    const [drafts, findings] = await Promise.all([listDraftsOf(tx, asked.id), checkDrafts(tx, asked.id, today)])
    return { all: undefined, drafts, findings }
  })
  const page = <BatchPage {...shown} form={web.form(request, values, errors)} view={web.view(request)} />
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
