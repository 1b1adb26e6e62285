import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { PaidAgain } from '../../../../../core/paid-again.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { changeDates, endPackage, type EndRefusal, type PreviewChange } from '../../../commands/change-package.ts'
import type { WithdrawForEnded } from '../../../commands/life-events.ts'
import type { DraftAgreement } from '../../../commands/vary-package.ts'
import { redatedCare } from '../../../rules/changed-care.ts'
import { datesFaults } from '../../../rules/care-change.ts'
import type { Package } from '../../../rules/package.ts'
import { findRecorded, getRowVersion } from '../../../store/commissioning.ts'
import { getPackage } from '../../../store/package.ts'
import { boxesOf, farAhead, typedDay } from '../../shared/typed-day.ts'
import { faultOfText } from '../../shared/typed-text.ts'
import { DatesPage } from './page.tsx'
import { DatesForm, datesWords, EndForm, readDates, type Typed } from './typed.ts'

const Params = z.object({ id: z.uuid() })
const everyone = { providerId: undefined }
type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
export type DatesWays = {
  readonly draftAgreement: DraftAgreement
  readonly withdrawForEnded: WithdrawForEnded
  readonly previewChange: PreviewChange
}

/** Other first and last days of care, and its end. */
export function mountPackageDates(app: FastifyInstance, web: Web, ways: DatesWays): void {
  const config = { permission: 'packages.decide' } as const
  app.get('/packages/:id/dates', { config: { ...config, drafts: true } }, (request, reply) =>
    show(web, { request, reply }, { typed: {}, errors: [] }),
  )
  app.post('/packages/:id/dates', { config }, (request, reply) => dates(web, { request, reply }, ways))
  app.post('/packages/:id/end', { config }, (request, reply) => end(web, { request, reply }, ways))
}

async function dates(web: Web, exchange: Exchange, ways: DatesWays): Promise<FastifyReply> {
  const { request, reply } = exchange
  const { id: packageId } = web.params(request, Params)
  const { version: shownVersion, show: look, ...typed } = web.parse(DatesForm, request.body)
  const read = readDates(typed, londonToday(web.clock.now()))
  if (!read.ok) return show(web, exchange, { typed, errors: read.refusal.errors })
  if (look !== undefined) return preview(web, exchange, { packageId, typed, dates: read.value, ways })
  const wanted = { packageId, shownVersion, ...read.value }
  const outcome = await web.inWork(request, (work) => changeDates(work, wanted, ways.draftAgreement))
  if (!outcome.ok) {
    const { refusal } = outcome
    const faults = refusal.code === 'faulty' ? refusal.faults : [refusal.code]
    return show(web, exchange, { typed, errors: faults.map((fault) => datesWords[fault]) })
  }
  const { agreementId } = outcome.value
  web.flash(reply, agreementId === null ? 'Changed' : 'Changed. Now check and publish the agreement about it')
  return reply.redirect(
    agreementId === null ? `/council/packages/${packageId}` : `/council/agreements/${agreementId}`,
    303,
  )
}

type Previewing = {
  readonly packageId: string
  readonly typed: Typed
  readonly dates: Pick<Package, 'startsOn' | 'endsOn'>
  readonly ways: DatesWays
}

/** What was typed, with what it would do; nothing changes by looking. */
async function preview(web: Web, exchange: Exchange, { packageId, typed, dates, ways }: Previewing) {
  const { request } = exchange
  const [care, recorded] = await web.read(request, (tx) =>
    Promise.all([getPackage(tx, everyone, packageId), findRecorded(tx, packageId)]),
  )
  const faults = datesFaults(care, dates, recorded)
  if (faults.length > 0) return show(web, exchange, { typed, errors: faults.map((fault) => datesWords[fault]) })
  const at = web.clock.now()
  const paid = await web.read(request, (tx) =>
    ways.previewChange(tx, redatedCare(care, dates), { today: londonToday(at), at }),
  )
  return show(web, exchange, { typed, errors: [], paid })
}

const endWords: Readonly<Record<EndRefusal['code'], FieldError>> = {
  changed: datesWords.changed,
  'nothing-ends': { field: 'lastday-day', text: 'The care has ended by then already' },
  'recorded-after': { field: 'lastday-day', text: 'Care was recorded after that day' },
}

async function end(web: Web, { request, reply }: Exchange, { withdrawForEnded }: DatesWays): Promise<FastifyReply> {
  const { id: packageId } = web.params(request, Params)
  const { version: shownVersion, reason: text, why, ...days } = web.parse(EndForm, request.body)
  const lastDay = typedDay(days, 'lastday')
  const reason = text.replaceAll('\r\n', '\n').trim()
  const typed = { ...days, why, reason: text }
  const errors = [
    ...(lastDay === undefined ? [{ field: 'lastday-day', text: 'Enter the last day of care, like 30 4 2026' }] : []),
    ...farAhead('lastday', lastDay, londonToday(web.clock.now())),
    ...(why === '' ? [{ field: 'why', text: 'Select what ends it' }] : []),
    ...faultOfText('reason', reason, 'Enter why the care ends'),
  ]
  if (lastDay === undefined || why === '' || errors.length > 0) return show(web, { request, reply }, { typed, errors })
  const wanted = { packageId, shownVersion, lastDay, why: why === 'other' ? null : why, reason }
  const outcome = await web.inWork(request, (work) => endPackage(work, wanted, withdrawForEnded))
  if (!outcome.ok) return show(web, { request, reply }, { typed, errors: [endWords[outcome.refusal.code]] })
  web.flash(reply, 'Ended. The provider has been told')
  return reply.redirect(`/council/packages/${packageId}`, 303)
}

type Shown = {
  readonly typed: Typed
  readonly errors: readonly FieldError[]
  readonly paid?: PaidAgain | undefined
}

async function show(web: Web, { request, reply }: Exchange, { typed, errors, paid }: Shown) {
  const { id } = web.params(request, Params)
  const [care, version] = await web.read(request, (tx) =>
    Promise.all([getPackage(tx, everyone, id), getRowVersion(tx, id)]),
  )
  const asIs = { ...boxesOf('start', care.startsOn), ...(care.endsOn === null ? {} : boxesOf('end', care.endsOn)) }
  const form = web.form(request, { ...asIs, ...typed }, errors)
  const page = <DatesPage care={care} version={version} paid={paid} form={form} view={web.view(request)} />
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
