import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import { BadRequest } from '../../../../../platform/web/faults.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { findPeople, getPerson } from '../../../../service-users/index.ts'
import { commissionPackage, warningsAbout } from '../../../commands/commission-package.ts'
import { commissionFaults, ruleOn, weeklyCost, type Commission } from '../../../rules/commission.ts'
import { findPlaces, getPlace, listBookLines } from '../../../store/commissioning.ts'
import { faultOfReason } from '../../shared/own-price.ts'
import { planKind } from '../../shared/plan-form.ts'
import { typedDay } from '../../shared/typed-day.ts'
import { CarePage, WherePage, WhoPage, type Previewed } from './page.tsx'
import { CareForm, faultWords, readCare } from './typed.ts'

const Shown = z.object({ show: z.literal('check').optional().catch(undefined) })
type Form = z.infer<typeof CareForm>

/** Care for somebody, in three questions; each is an address, so that going back loses nothing. */
export function mountNewPackage(app: FastifyInstance, web: Web): void {
  const config = { permission: 'packages.decide' } as const
  app.get('/packages/new', { config: { ...config, drafts: true } }, (request, reply) => {
    const form = web.parse(CareForm, request.query)
    const { show } = web.parse(Shown, request.query)
    if (form.person === undefined) return who(web, { request, reply }, form)
    if (form.service === undefined || form.contract === undefined) return where(web, { request, reply }, form)
    return care(web, { request, reply }, { form, judge: show !== undefined })
  })
  app.post('/packages/new', { config }, async (request, reply) => {
    const form = web.parse(CareForm, request.body)
    const known = await load(web, request, form)
    const read = readCare(typedOf(form), known.chosen)
    if (!read.ok) return care(web, { request, reply }, { form, judge: true })
    const errors = faultOfReason(form, read.value.ownPrice)
    if (errors.length > 0) return care(web, { request, reply }, { form, judge: true, errors })
    const outcome = await web.inWork(request, (work) => commissionPackage(work, read.value))
    if (!outcome.ok) {
      const faults = outcome.refusal.faults.map((fault) => faultWords(fault))
      return care(web, { request, reply }, { form, judge: true, errors: faults })
    }
    const made = outcome.value
    web.flash(reply, 'packageId' in made ? 'Commissioned. Now draft its agreement' : 'Sent to a second person')
    const address = 'packageId' in made ? `packages/${made.packageId}` : `price-requests/${made.requestId}`
    return reply.redirect(`/council/${address}`, 303)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function who(web: Web, { request, reply }: Exchange, { q }: Form): Promise<FastifyReply> {
  const people = await web.read(request, (tx) => findPeople(tx, q))
  const form = web.form(request, { q })
  return web.html(reply, <WhoPage people={people} words={q.trim()} form={form} view={web.view(request)} />)
}

async function where(web: Web, { request, reply }: Exchange, { person: id, provider }: Form): Promise<FastifyReply> {
  const today = londonToday(web.clock.now())
  const [person, places] = await web.read(request, (tx) =>
    Promise.all([getPerson(tx, id ?? ''), findPlaces(tx, provider, today)]),
  )
  const form = web.form(request, { provider })
  const page = <WherePage {...{ person, places, form }} words={provider.trim()} view={web.view(request)} />
  return web.html(reply, page)
}

async function load(web: Web, request: FastifyRequest, { person: personId, service, contract }: Form) {
  if (personId === undefined || service === undefined || contract === undefined)
    throw new BadRequest('nothing is chosen')
  const today = londonToday(web.clock.now())
  const [person, place, lines] = await web.read(request, (tx) =>
    Promise.all([
      getPerson(tx, personId),
      getPlace(tx, { serviceId: service, contractId: contract }),
      listBookLines(tx, contract),
    ]),
  )
  const kindOn = (day: typeof today) => planKind(ruleOn(place, day)?.recording)
  const ids = { personId, serviceId: service, contractId: contract }
  return { person, place, lines, today, chosen: { place: ids, lines, kindOn, today } }
}

type Asked = { readonly form: Form; readonly judge: boolean; readonly errors?: readonly FieldError[] }

async function care(
  web: Web,
  { request, reply }: Exchange,
  { form, judge, errors = [] }: Asked,
): Promise<FastifyReply> {
  const known = await load(web, request, form)
  const { person, place, lines, today, chosen } = known
  const typed = typedOf(form)
  const { faults: own, preview } = judge ? await judgeTyped(web, request, { ...known, typed }) : NOTHING
  const faults = own.length > 0 ? own : errors
  const kind = chosen.kindOn(preview?.wanted.startsOn ?? typedDay(typed, 'from') ?? today)
  const page = (
    <CarePage
      {...{ person, place, kind, lines, today, preview }}
      form={web.form(request, typed, faults)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, faults.length > 0 ? 422 : 200)
}

const NOTHING: Judged = { faults: [], preview: undefined }

async function judgeTyped(
  web: Web,
  request: FastifyRequest,
  { typed, ...known }: Known & { readonly typed: Readonly<Record<string, string>> },
): Promise<Judged> {
  const read = readCare(typed, known.chosen)
  return read.ok
    ? judgeCare(web, request, { ...known, wanted: read.value })
    : { faults: read.refusal.errors, preview: undefined }
}

type Judged = { readonly faults: readonly FieldError[]; readonly preview: Previewed | undefined }
type Known = Awaited<ReturnType<typeof load>>

/** Why it cannot be commissioned, or what it comes to. Why another price is paid is asked with the button. */
async function judgeCare(
  web: Web,
  request: FastifyRequest,
  { person, place, lines, today, wanted }: Known & { readonly wanted: Commission },
): Promise<Judged> {
  const line = lines.find(({ id }) => id === wanted.rateLineId)
  if (line === undefined) throw new BadRequest('the line is of another contract')
  const faults = commissionFaults({ place, line, diedOn: person.diedOn, wanted })
    .filter((fault) => fault !== 'reason-missing')
    .map(faultWords)
  if (faults.length > 0) return { faults, preview: undefined }
  const warnings = await web.read(request, (tx) =>
    warningsAbout(tx, wanted, { place, serviceLevel: line.serviceLevel, today }),
  )
  return { faults, preview: { wanted, line, weekly: weeklyCost(line, wanted), warnings } }
}

function typedOf(form: Form): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value ?? '']))
}
