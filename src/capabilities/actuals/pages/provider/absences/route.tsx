import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { done, refused, type Outcome } from '../../../../../core/outcome.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { endAbsence, sayAbsence, undoAbsence, type SayAbsence } from '../../../commands/absences.ts'
import {
  ABSENCES_PAGE,
  findPackageByReference,
  getAbsence,
  getAbsentPackage,
  listAbsences,
  listAbsenceWeeks,
} from '../../../store/absences.ts'
import { listReasonsFor } from '../../../store/reasons.ts'
import { absenceWords } from '../../shared/absence-words.ts'
import type { Later } from '../../shared/later.ts'
import {
  boxesOf,
  dayTyped,
  faultsIn,
  isDayEmpty,
  textOf,
  textsIn,
  type Faults,
  type Values,
} from '../../shared/typed-day.ts'
import { AbsencePage } from '../absence/page.tsx'
import { NewAbsencePage } from '../new-absence/page.tsx'
import { AbsencesPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Query = z.object({ after: z.uuid().optional() })
const Begun = z.object({ package: z.uuid().optional() })
const Shown = z.looseObject({ shownVersion: z.coerce.number().int().min(1) })
const Cause = z.enum(['person', 'provider'])
const LIST = '/provider/actuals/absences'
const viewing = { config: { permission: 'actuals.view' } } as const
const recording = { config: { permission: 'actuals.record' } } as const

export function mountAbsences(app: FastifyInstance, web: Web, later: Later): void {
  app.get('/actuals/absences', viewing, async (request, reply) => {
    const { after } = web.parse(Query, request.query)
    const found = await web.read(request, (tx) => listAbsences(tx, { providerId: tx.providerId }, after))
    const absences = found.slice(0, ABSENCES_PAGE)
    const page = (
      <AbsencesPage
        view={web.view(request)}
        form={web.form(request)}
        absences={absences}
        next={found.length > ABSENCES_PAGE ? absences.at(-1)?.id : undefined}
        mayRecord={web.may(request, 'actuals.record')}
      />
    )
    return web.html(reply, page)
  })

  app.get('/actuals/absences/new', { config: { ...recording.config, drafts: true } }, (request, reply) =>
    showNew(web, { request, reply }),
  )
  app.post('/actuals/absences', recording, (request, reply) => say(web, later, { request, reply }))
  mountOne(app, web, later)
}

function mountOne(app: FastifyInstance, web: Web, later: Later): void {
  const one = '/actuals/absences/:id'
  app.get(one, { config: { ...viewing.config, drafts: true } }, (request, reply) => showOne(web, { request, reply }))

  app.post(`${one}/end`, recording, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { shownVersion } = web.parse(Shown, request.body)
    const typed = textsIn(request.body)
    const lastDay = dayTyped(typed, 'last', 'the last day without care')
    if (!lastDay.ok) return showOne(web, { request, reply }, { typed, errors: [lastDay.refusal] })
    const ending = { id, lastDay: lastDay.value, shownVersion }
    const outcome = await web.inWork(request, (work) => endAbsence(work, ending, later.listTaken))
    if (!outcome.ok) return showOne(web, { request, reply }, { typed, errors: [absenceWords[outcome.refusal.code]] })
    web.flash(reply, 'The weeks are counted anew')
    return reply.redirect(`${LIST}/${id}`, 303)
  })

  app.post(`${one}/undoing`, recording, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { shownVersion } = web.parse(Shown, request.body)
    const outcome = await web.inWork(request, (work) => undoAbsence(work, { id, shownVersion }, later.listTaken))
    if (!outcome.ok)
      return showOne(web, { request, reply }, { typed: {}, errors: [absenceWords[outcome.refusal.code]] })
    const { left } = outcome.value
    web.flash(reply, left === 0 ? 'Undone' : `Undone, except ${left === 1 ? '1 week' : `${String(left)} weeks`}`)
    return reply.redirect(`${LIST}/${id}`, 303)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly typed: Values; readonly errors: readonly FieldError[] }

async function say(web: Web, later: Later, { request, reply }: Exchange): Promise<FastifyReply> {
  const typed = textsIn(request.body)
  const reference = (typed['reference'] ?? '').trim()
  const packageId = await web.read(request, (tx) => findPackageByReference(tx, reference))
  const read = readAbsence(typed, packageId)
  if ('errors' in read) return showNew(web, { request, reply }, { typed, errors: read.errors })
  const outcome = await web.inWork(request, (work) => sayAbsence(work, read, later.listTaken))
  if (!outcome.ok) return showNew(web, { request, reply }, { typed, errors: [absenceWords[outcome.refusal.code]] })
  web.flash(reply, 'Absence recorded. The weeks that it touches are filled')
  return reply.redirect(`${LIST}/${outcome.value.id}`, 303)
}

type Read = SayAbsence | { readonly errors: readonly FieldError[] }

function readAbsence(typed: Values, packageId: string | undefined): Read {
  const [days, rest] = [readDays(typed), readRest(typed, packageId)]
  if (days.ok && rest.ok) return { ...days.value, ...rest.value }
  return { errors: [rest, days].flatMap((part) => (part.ok ? [] : part.refusal.faults)) }
}

function readDays(typed: Values): Outcome<Pick<SayAbsence, 'firstDay' | 'lastDay'>, Faults> {
  const first = dayTyped(typed, 'first', 'the first day without care')
  const last = isDayEmpty(typed, 'last') ? done(null) : dayTyped(typed, 'last', 'the last day without care')
  if (!first.ok || !last.ok) return refused({ code: 'faulty', faults: faultsIn([first, last]) })
  return done({ firstDay: first.value, lastDay: last.value })
}

function readRest(
  typed: Values,
  packageId: string | undefined,
): Outcome<Pick<SayAbsence, 'packageId' | 'cause' | 'reason' | 'note'>, Faults> {
  const [reference, reason, note] = [textOf(typed, 'reference'), textOf(typed, 'reason'), textOf(typed, 'note')]
  const cause = Cause.safeParse(typed['cause'])
  const faults = [
    ...(packageId === undefined ? [referenceFault(reference)] : []),
    ...(cause.success ? [] : [{ field: 'cause', text: 'Select who was not there' }]),
    ...(note.trim() === '' ? [absenceWords['note-missing']] : []),
  ]
  if (packageId === undefined || !cause.success || faults.length > 0) return refused({ code: 'faulty', faults })
  return done({ packageId, cause: cause.data, reason: reason === '' ? null : reason, note })
}

function referenceFault(reference: string): FieldError {
  const text =
    reference.trim() === ''
      ? 'Enter the package reference'
      : 'You have no package with this reference. Check it and enter it again'
  return { field: 'reference', text }
}

/** A council that has ended its list since has no box for reasons. */
function atNote({ field, text }: FieldError): FieldError {
  return { field: field === 'reason' ? 'note' : field, text }
}

/** From the week of a person, the form begins with their package. */
async function showNew(web: Web, { request, reply }: Exchange, refused?: Refused): Promise<FastifyReply> {
  const { package: packageId } = web.parse(Begun, request.query)
  const today = londonToday(web.clock.now())
  const [reasons, care] = await web.read(request, (tx) =>
    Promise.all([listReasonsFor(tx, today), packageId === undefined ? undefined : getAbsentPackage(tx, packageId)]),
  )
  const begun = { reference: care?.reference ?? '' }
  const form =
    refused === undefined
      ? web.form(request, (kept) => ({ ...begun, ...kept }))
      : web.form(request, refused.typed, reasons.length === 0 ? refused.errors.map(atNote) : refused.errors)
  return web.html(reply, <NewAbsencePage view={web.view(request)} {...{ form, reasons }} />, refused ? 422 : 200)
}

async function showOne(web: Web, { request, reply }: Exchange, refused?: Refused): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const [absence, weeks] = await web.read(request, async (tx) => {
    const found = await getAbsence(tx, { providerId: tx.providerId }, id)
    return [found, await listAbsenceWeeks(tx, found)] as const
  })
  const begun = absence.lastDay === null ? {} : boxesOf('last', absence.lastDay)
  const form =
    refused === undefined
      ? web.form(request, (kept) => ({ ...begun, ...kept }))
      : web.form(request, refused.typed, refused.errors)
  const mayRecord = web.may(request, 'actuals.record')
  return web.html(
    reply,
    <AbsencePage view={web.view(request)} {...{ form, absence, weeks, mayRecord }} />,
    refused === undefined ? 200 : 422,
  )
}
