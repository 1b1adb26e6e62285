import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parsePence } from '../../../../../core/decimal.ts'
import { rate } from '../../../../../core/money.ts'
import { done, refused } from '../../../../../core/outcome.ts'
import { parsePercent } from '../../../../../core/percent.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { draftUplift } from '../../../commands/draft-uplift.ts'
import { listUplifts } from '../../../store/uplifts.ts'
import { dayTyped, type Values } from '../../shared/typed.ts'
import { UpliftsPage } from './page.tsx'

const Box = z.string().max(20_000).default('')
const days = (prefix: string) => [`${prefix}-day`, `${prefix}-month`, `${prefix}-year`]
const Form = z.object({
  ...{ name: Box, over: Box, outliers: Box },
  ...Object.fromEntries([...days('effective'), ...days('recent'), ...days('ask')].map((field) => [field, Box])),
  starts: z.enum(['on-day', 'anniversary']).catch('on-day'),
  renews: z.enum(['yes', 'no']).catch('yes'),
  roundTo: z.enum(['1', '100', '500', '1000']).catch('100'),
})

export function mountUplifts(app: FastifyInstance, web: Web): void {
  app.get('/uplifts', { config: { permission: 'prices.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }, { values: { outliers: '10' }, errors: [] }),
  )
  app.post('/uplifts', { config: { permission: 'prices.change' } }, async (request, reply) => {
    const { starts, roundTo, renews, ...boxes } = web.parse(Form, request.body)
    const values: Values = { ...boxes, starts, roundTo, renews }
    const typed = upliftTyped(values)
    if ('errors' in typed) return show(web, { request, reply }, { values, errors: typed.errors })
    const uplift = { ...typed, starts, roundTo: rate(BigInt(roundTo)), renewsAgreements: renews === 'yes' }
    const outcome = await web.inWork(request, (work) => draftUplift(work, uplift))
    if (!outcome.ok) throw new Error('an uplift can always be drafted')
    return reply.redirect(`/council/uplifts/${outcome.value}`, 303)
  })
}

function upliftTyped(values: Values) {
  const name = (values['name'] ?? '').trim()
  const outlierPercent = (values['outliers'] ?? '').trim()
  const effectiveOn = dayTyped(values, 'effective', 'the day from which it holds')
  const recentSince = ifTyped(values, 'recent', 'the day')
  const askUntil = ifTyped(values, 'ask', 'the last day')
  const overPence = overTyped(values['over'] ?? '')
  const errors: FieldError[] = [
    ...nameFaults(name),
    ...[effectiveOn, askUntil, recentSince, overPence].flatMap((one) => (one.ok ? [] : [one.refusal])),
    ...outlierFaults(outlierPercent),
  ]
  if (!effectiveOn.ok || !askUntil.ok || !recentSince.ok || !overPence.ok || errors.length > 0) return { errors }
  return {
    name,
    outlierPercent,
    effectiveOn: effectiveOn.value,
    askUntil: askUntil.value,
    recentSince: recentSince.value,
    overPence: overPence.value,
  }
}

function nameFaults(name: string): FieldError[] {
  if (name === '') return [{ field: 'name', text: 'Enter a name, like April 2026' }]
  return name.length > 120 ? [{ field: 'name', text: 'The name must be 120 characters or fewer' }] : []
}

/** A day that may be left empty. */
function ifTyped(values: Values, prefix: string, what: string) {
  const isEmpty = ['day', 'month', 'year'].every((part) => (values[`${prefix}-${part}`] ?? '').trim() === '')
  return isEmpty ? done(null) : dayTyped(values, prefix, what)
}

function overTyped(typed: string) {
  const text = typed.replace(/[£,\s]/gu, '')
  if (text === '') return done(null)
  const parsed = parsePence(text)
  if (parsed.ok && parsed.value > 0n && parsed.value <= 1_000_000_000n) return parsed
  return refused({ code: 'faulty', field: 'over', text: 'Enter an amount in pounds, like 1500.00' })
}

/** In per cent, above 0 and up to 100, with two decimal places. */
function outlierFaults(text: string): FieldError[] {
  const limit = parsePercent(text)
  if (limit.ok && limit.value > 0n && limit.value <= 1_000_000n && limit.value % 100n === 0n) return []
  return [{ field: 'outliers', text: 'Enter a percentage above 0 and up to 100, like 10' }]
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Shown = { readonly values: Values; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, { values, errors }: Shown): Promise<FastifyReply> {
  const uplifts = await web.read(request, listUplifts)
  const page = (
    <UpliftsPage
      uplifts={uplifts}
      mayChange={web.may(request, 'prices.change')}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
