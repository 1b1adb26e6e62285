import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { keepReminderRule, keepSettings, dropReminderRule } from '../../../commands/keep-rules.ts'
import { USUAL_RULE } from '../../../rules/reminding.ts'
import { listReminderRules } from '../../../store/reminders.ts'
import { ORDERS, USUAL_PAPER_RULES, type PaperRules } from '../../../rules/wet-signature.ts'
import { getDaysToRespond, getPaperRules, mayStartUndisputed } from '../../../store/settings.ts'
import { RemindersPage } from './page.tsx'

const text = z.string().trim().max(100).default('')
const RuleForm = z.object({ target: text, firstAfter: text, thenEvery: text, escalateAfter: text, most: text })
const ticked = z.literal('yes').optional().catch(undefined)
const SettingsForm = z.object({
  respondWithin: text,
  startUndisputed: ticked,
  paperOrder: text,
  providerByScan: ticked,
})
const Params = z.object({ id: z.uuid() })
const ADDRESS = '/council/agreements/reminders'

/** When signatories are reminded: the council's rule, and others for one provider or one agreement. */
export function mountReminders(app: FastifyInstance, web: Web): void {
  const config = { permission: 'agreements.manage' } as const
  app.get('/agreements/reminders', { config }, (request, reply) =>
    show(web, request, reply, { values: {}, errors: [] }),
  )
  app.post('/agreements/reminders', { config }, async (request, reply) => {
    const form = web.parse(RuleForm, request.body)
    const { errors, rule } = readRule(form)
    if (errors.length > 0) return show(web, request, reply, { values: form, errors })
    const outcome = await web.inWork(request, (work) => keepReminderRule(work, { target: form.target, rule }))
    if (!outcome.ok) {
      const fault = { field: 'target', text: 'Enter a provider’s name or number, or an agreement’s reference' }
      return show(web, request, reply, { values: form, errors: [fault] })
    }
    web.flash(reply, 'Reminders saved')
    return reply.redirect(ADDRESS, 303)
  })
  app.post('/agreements/reminders/:id/removal', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    await web.inWork(request, (work) => dropReminderRule(work, id))
    web.flash(reply, 'Rule removed')
    return reply.redirect(ADDRESS, 303)
  })
  app.post('/agreements/reminders/settings', { config }, async (request, reply) => {
    const form = web.parse(SettingsForm, request.body)
    const days = wholeIn(form.respondWithin, 1, 60)
    if (days === undefined) {
      const fault = { field: 'respondWithin', text: 'Working days must be a whole number from 1 to 60' }
      const { respondWithin, paperOrder, startUndisputed = '', providerByScan = '' } = form
      const values = { respondWithin, paperOrder, startUndisputed, providerByScan }
      return show(web, request, reply, { values, errors: [fault] })
    }
    const settings = { days, startUndisputed: form.startUndisputed === 'yes', paper: paperRulesOf(form) }
    await web.inWork(request, (work) => keepSettings(work, settings))
    web.flash(reply, 'Settings saved')
    return reply.redirect(ADDRESS, 303)
  })
}

/** Only our own form names an order; any other text is the usual one. */
function paperRulesOf(form: z.infer<typeof SettingsForm>): PaperRules {
  const order = ORDERS.find((one) => one.join() === form.paperOrder) ?? USUAL_PAPER_RULES.order
  return { order, providerByScan: form.providerByScan === 'yes' }
}

const LIMITS = { firstAfter: [1, 60], thenEvery: [1, 60], escalateAfter: [1, 90], most: [0, 10] } as const

function readRule(form: z.infer<typeof RuleForm>) {
  const read = (field: keyof typeof LIMITS) => wholeIn(form[field], LIMITS[field][0], LIMITS[field][1])
  const fields = ['firstAfter', 'thenEvery', 'escalateAfter', 'most'] as const
  const errors: FieldError[] = fields.flatMap((field) =>
    read(field) === undefined
      ? [{ field, text: `Enter a whole number from ${String(LIMITS[field][0])} to ${String(LIMITS[field][1])}` }]
      : [],
  )
  const rule = {
    firstAfter: read('firstAfter') ?? 1,
    thenEvery: read('thenEvery') ?? 1,
    escalateAfter: read('escalateAfter') ?? 1,
    most: read('most') ?? 0,
  }
  return { errors, rule }
}

function wholeIn(typed: string, least: number, most: number): number | undefined {
  const number = /^\d{1,3}$/.test(typed) ? Number(typed) : undefined
  return number !== undefined && number >= least && number <= most ? number : undefined
}

type Shown = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { values, errors }: Shown) {
  const today = londonToday(web.clock.now())
  const [rules, days, startUndisputed, paper] = await web.read(request, (tx) =>
    Promise.all([
      listReminderRules(tx),
      getDaysToRespond(tx, today),
      mayStartUndisputed(tx, today),
      getPaperRules(tx, today),
    ]),
  )
  const own = rules.find(({ providerId, agreementId }) => providerId === null && agreementId === null) ?? USUAL_RULE
  const usual = {
    firstAfter: String(own.firstAfter),
    thenEvery: String(own.thenEvery),
    escalateAfter: String(own.escalateAfter),
    most: String(own.most),
    respondWithin: String(days),
    startUndisputed: startUndisputed ? 'yes' : '',
    paperOrder: paper.order.join(),
    providerByScan: paper.providerByScan ? 'yes' : '',
  }
  const form = web.form(request, { ...usual, ...values }, errors)
  return web.html(
    reply,
    <RemindersPage rules={rules} form={form} view={web.view(request)} />,
    errors.length > 0 ? 422 : 200,
  )
}
