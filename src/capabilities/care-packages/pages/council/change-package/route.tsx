import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { perUnit } from '../../../../../core/care-units.ts'
import { formatRate } from '../../../../../core/format.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import { paidAgainFile } from '../../../../../platform/web/patterns/paid-again.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import {
  changePackage,
  type Changed,
  type ChangeRefusal,
  type PreviewChange,
} from '../../../commands/change-package.ts'
import type { DraftAgreement } from '../../../commands/vary-package.ts'
import { changedCare } from '../../../rules/changed-care.ts'
import { changeFaults, effectOfChange, type ChangeWanted } from '../../../rules/care-change.ts'
import type { BookLine } from '../../../rules/commission.ts'
import type { Package } from '../../../rules/package.ts'
import { atLasting, planOf } from '../../../rules/plan.ts'
import { inForceOn } from '../../../rules/price-steps.ts'
import { getRowVersion, listBookLines } from '../../../store/commissioning.ts'
import { getVariedCare } from '../../../store/around-package.ts'
import { faultOfReason } from '../../shared/own-price.ts'
import { boxesOfPlan, fitsRows, planKind } from '../../shared/plan-form.ts'
import { ChangePage, type ChangePreview } from './page.tsx'
import { ChangeForm, changeWords, readChange, Version } from './typed.ts'

const Params = z.object({ id: z.uuid() })
const Shown = z.object({ show: z.literal('check').optional().catch(undefined) })
const everyone = { providerId: undefined }
type Form = z.infer<typeof ChangeForm>
type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

export type ChangeWays = { readonly draftAgreement: DraftAgreement; readonly previewChange: PreviewChange }

export function mountChangePackage(app: FastifyInstance, web: Web, ways: ChangeWays): void {
  const config = { permission: 'packages.decide' } as const
  app.get('/packages/:id/change', { config: { ...config, drafts: true } }, (request, reply) => {
    const form = web.parse(ChangeForm, request.query)
    const judge = web.parse(Shown, request.query).show !== undefined
    return show(web, { request, reply }, { form, judge, ways })
  })
  app.post('/packages/:id/change', { config }, async (request, reply) => {
    const form = web.parse(ChangeForm, request.body)
    const { version: shownVersion } = web.parse(Version, request.body)
    const known = await load(web, request)
    const read = readChange(form, known.of)
    const again = (errors: readonly FieldError[]) => show(web, { request, reply }, { form, judge: true, errors, ways })
    if (!read.ok) return again([])
    const reasonFaults = faultOfReason(form, read.value.ownPrice)
    if (reasonFaults.length > 0) return again(reasonFaults)
    const wanted = { packageId: known.care.id, shownVersion, wanted: read.value }
    const outcome = await web.inWork(request, (work) => changePackage(work, wanted, ways.draftAgreement))
    if (!outcome.ok) return again(errorsOf(outcome.refusal))
    const made = outcome.value
    web.flash(reply, 'requestId' in made ? 'Sent to a second person' : saidOf(made))
    return reply.redirect(`/council/${addressOf(known.care.id, made)}`, 303)
  })
  mountTable(app, {
    ...{ path: '/packages/:id/change/effect', permission: config.permission },
    read: async (request) => {
      const known = await load(web, request)
      const { preview } = judgeTyped(known, web.parse(ChangeForm, request.query))
      const paid = await paidAgain(web, request, { known, preview, ways })
      return paidAgainFile(`change-${known.care.reference}`, paid?.lines ?? [])
    },
  })
}

function saidOf({ agreementId, toCorrect }: Changed): string {
  const said = agreementId === null ? 'Changed' : 'Changed. Now check and publish the agreement about it'
  if (toCorrect.length === 0) return said
  const before = `${toCorrect.join(' and ')} waits for an answer about the plan before, which now ends earlier`
  return `${said}. ${before}: correct and republish it first`
}

function addressOf(packageId: string, made: { readonly requestId: string } | Changed): string {
  if ('requestId' in made) return `price-requests/${made.requestId}`
  return made.agreementId === null ? `packages/${packageId}` : `agreements/${made.agreementId}`
}

function errorsOf(refusal: ChangeRefusal): readonly FieldError[] {
  return refusal.code === 'faulty' ? refusal.faults.map((fault) => changeWords[fault]) : [changeWords[refusal.code]]
}

async function load(web: Web, request: FastifyRequest) {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const [{ care: whole, byVisits }, version] = await web.read(request, (tx) =>
    Promise.all([getVariedCare(tx, everyone, { packageId: id, fromOn: today }), getRowVersion(tx, id)]),
  )
  const lines = await web.read(request, (tx) => listBookLines(tx, whole.contract.id))
  const care = atLasting(whole, today)
  const own = ownLineOf(care, lines, today)
  const visits = care.timetable.filter((visit) => visit.version === planOf(care).version)
  const recorded = planKind((inForceOn(care.terms, today) ?? care.terms.at(-1))?.recording)
  // Care that is recorded as one amount a week may be planned by visits all the same, and keeps them.
  const kind = recorded === 'amount' && visits.length > 0 ? 'timetable' : recorded
  const lineIds = [...lines.map((line) => line.id), ...(own === undefined ? [] : [own.id])]
  return { care, visits, byVisits, version, lines, own, kind, today, of: { kind, care, lineIds, today } }
}

/** A line that was agreed for this care alone. */
function ownLineOf(care: Package, lines: readonly BookLine[], today: Package['startsOn']) {
  const id = planOf(care).rateLineId
  if (lines.some((line) => line.id === id)) return undefined
  const rates = care.rates.filter(({ rateLineId }) => rateLineId === id)
  const price = (inForceOn(rates, today) ?? rates.at(-1))?.price
  const text = price === undefined ? 'no price' : `${formatRate(price)} ${perUnit(care.unit)}`
  return { id, text: `The price that was agreed for this care: ${text}` }
}

type Asked = {
  readonly form: Form
  readonly judge: boolean
  readonly errors?: readonly FieldError[]
  readonly ways: ChangeWays
}

async function show(
  web: Web,
  { request, reply }: Exchange,
  { form, judge, errors = [], ways }: Asked,
): Promise<FastifyReply> {
  const known = await load(web, request)
  const { care, visits, byVisits, version, kind, lines, own, today } = known
  const { faults: found, preview } = judge ? judgeTyped(known, form) : NOTHING
  const faults = found.length > 0 ? found : errors
  const paid = await paidAgain(web, request, { known, preview, ways })
  const page = (
    <ChangePage
      {...{ care, byVisits, version, kind, lines, own, today, preview, paid, isTooLong: !fitsRows(visits) }}
      form={web.form(request, judge ? form : begunFrom(care, visits), faults)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, faults.length > 0 ? 422 : 200)
}

type Looked = Pick<Judged, 'preview'> & {
  readonly known: Awaited<ReturnType<typeof load>>
  readonly ways: ChangeWays
}

/** In a reading of its own: its statements are planned for sets. */
function paidAgain(web: Web, request: FastifyRequest, { known, preview, ways }: Looked) {
  const { care, lines, today } = known
  const wanted = preview?.wanted
  const line = lines.find(({ id }) => id === wanted?.rateLineId)
  const changed = wanted === undefined ? undefined : changedCare(care, wanted, line)
  if (changed === undefined) return Promise.resolve(undefined)
  return web.read(request, (tx) => ways.previewChange(tx, changed, { today, at: web.clock.now() }))
}

const NOTHING: Judged = { faults: [], preview: undefined }

function judgeTyped(known: Awaited<ReturnType<typeof load>>, form: Form): Judged {
  const read = readChange(form, known.of)
  return read.ok ? judgeChange(known, read.value) : { faults: read.refusal.errors, preview: undefined }
}

type Judged = { readonly faults: readonly FieldError[]; readonly preview: ChangePreview | undefined }

function judgeChange({ care, lines }: Awaited<ReturnType<typeof load>>, wanted: ChangeWanted): Judged {
  const line = lines.find(({ id }) => id === wanted.rateLineId)
  const faults = changeFaults(care, wanted, line)
    .filter((fault) => fault !== 'reason-missing')
    .map((fault) => changeWords[fault])
  const effect = effectOfChange(care, wanted, line)
  return { faults, preview: faults.length > 0 || effect === undefined ? undefined : { wanted, effect } }
}

/** The form begins with the plan as it is. */
function begunFrom(care: Package, visits: Package['timetable']): Readonly<Record<string, string>> {
  const { planned, plannedByDay, rateLineId } = planOf(care)
  return { line: rateLineId, ...boxesOfPlan({ planned, plannedByDay, visits: fitsRows(visits) ? visits : [] }) }
}
