import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { changeActualsSettings, type ChangeSettings } from '../../../commands/change-settings.ts'
import { MOST_WEEKS, type ActualsSettings, type SettingsRefusal } from '../../../rules/settings.ts'
import { getActualsSettings, listSettings } from '../../../store/upload/settings.ts'
import { ActualsSettingsPage } from './page.tsx'

const Box = z.string().max(1_000).default('')
const Form = z.object({
  paidWeeks: Box,
  manualPercent: Box,
  shownWeeks: Box,
  shownPercent: Box,
  'from-day': Box,
  'from-month': Box,
  'from-year': Box,
})
type Typed = z.infer<typeof Form>

const words = {
  'looks-back': {
    field: 'from-day',
    text: 'The day must be today or later: files are judged by what holds when they come',
  },
  'changed-since': {
    field: 'main-content',
    text: 'Somebody changed the settings while you had them open. They are shown below as they are now',
  },
  same: { field: 'main-content', text: 'That is what is set already' },
} satisfies Record<SettingsRefusal['code'], FieldError>

export function mountActualsSettings(app: FastifyInstance, web: Web): void {
  app.get('/actuals/settings', { config: { permission: 'actuals.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }),
  )
  app.post('/actuals/settings', { config: { permission: 'actuals.decide' } }, async (request, reply) => {
    const typed = web.parse(Form, request.body)
    const said = settingsTyped(typed)
    if ('errors' in said) return show(web, { request, reply }, { typed, errors: said.errors })
    const outcome = await web.inWork(request, (work) => changeActualsSettings(work, said))
    if (!outcome.ok) return show(web, { request, reply }, { typed, errors: [words[outcome.refusal.code]] })
    web.flash(reply, 'Saved')
    return reply.redirect('/council/actuals/settings', 303)
  })
}

function settingsTyped(typed: Typed): ChangeSettings | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  const wanted = {
    paidWeeks: wholeTyped(typed.paidWeeks, { field: 'paidWeeks', least: 1, most: MOST_WEEKS }, errors),
    manualPercent: wholeTyped(typed.manualPercent, { field: 'manualPercent', least: 0, most: 100 }, errors),
  }
  const from = dayTyped(typed)
  if (from === undefined) errors.push({ field: 'from-day', text: 'Enter from which day they hold, like 1 4 2026' })
  if (from === undefined || errors.length > 0) return { errors }
  return { wanted, from, shown: { paidWeeks: shown(typed.shownWeeks), manualPercent: shown(typed.shownPercent) } }
}

type Bounds = { readonly field: string; readonly least: number; readonly most: number }

/** Empty is the usual. */
function wholeTyped(text: string, { field, least, most }: Bounds, errors: FieldError[]): number | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  const number = /^\d{1,3}$/u.test(trimmed) ? Number(trimmed) : -1
  if (number < least || number > most)
    errors.push({ field, text: `Enter a whole number from ${String(least)} to ${String(most)}, or leave it empty` })
  return number
}

function shown(text: string): number | undefined {
  return /^\d{1,3}$/u.test(text) ? Number(text) : undefined
}

function dayTyped(typed: Typed): LocalDate | undefined {
  const [day, month, year] = [typed['from-day'], typed['from-month'], typed['from-year']].map((part) => part.trim())
  return parseLocalDate(`${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`)
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly typed: Typed; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: At, again?: Refused): Promise<FastifyReply> {
  const [standing, history] = await web.read(request, (tx) => Promise.all([getActualsSettings(tx), listSettings(tx)]))
  const today = londonToday(web.clock.now())
  const page = (
    <ActualsSettingsPage
      {...{ standing, history }}
      mayDecide={web.may(request, 'actuals.decide')}
      form={web.form(request, again?.typed ?? valuesOf(standing, today), again?.errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, again === undefined ? 200 : 422)
}

function valuesOf({ paidWeeks, manualPercent }: ActualsSettings, today: LocalDate): Readonly<Record<string, string>> {
  const [year = '', month = '', day = ''] = today.split('-').map((part) => String(Number(part)))
  return {
    paidWeeks: paidWeeks === undefined ? '' : String(paidWeeks),
    manualPercent: manualPercent === undefined ? '' : String(manualPercent),
    ...{ 'from-day': day, 'from-month': month, 'from-year': year },
  }
}
