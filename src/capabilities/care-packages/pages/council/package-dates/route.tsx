import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { changeDates, endPackage, type EndRefusal } from '../../../commands/change-package.ts'
import type { WithdrawForEnded } from '../../../commands/life-events.ts'
import type { DraftAgreement } from '../../../commands/vary-package.ts'
import { getRowVersion } from '../../../store/commissioning.ts'
import { getPackage } from '../../../store/package.ts'
import { boxesOf, isLeftEmpty, typedDay } from '../../shared/typed-day.ts'
import { faultOfText } from '../../shared/typed-text.ts'
import { DatesPage } from './page.tsx'
import { DatesForm, datesWords, EndForm } from './typed.ts'

const Params = z.object({ id: z.uuid() })
const everyone = { providerId: undefined }
type Typed = Readonly<Record<string, string>>
type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
export type DatesWays = { readonly draftAgreement: DraftAgreement; readonly withdrawForEnded: WithdrawForEnded }

/** Other first and last days of care, and its end. */
export function mountPackageDates(app: FastifyInstance, web: Web, ways: DatesWays): void {
  const config = { permission: 'packages.decide' } as const
  app.get('/packages/:id/dates', { config: { ...config, drafts: true } }, (request, reply) =>
    show(web, { request, reply }, {}, []),
  )
  app.post('/packages/:id/dates', { config }, (request, reply) => dates(web, { request, reply }, ways))
  app.post('/packages/:id/end', { config }, (request, reply) => end(web, { request, reply }, ways))
}

async function dates(web: Web, { request, reply }: Exchange, { draftAgreement }: DatesWays): Promise<FastifyReply> {
  const { id: packageId } = web.params(request, Params)
  const { version: shownVersion, ...typed } = web.parse(DatesForm, request.body)
  const startsOn = typedDay(typed, 'start')
  const endsOn = isLeftEmpty(typed, 'end') ? null : typedDay(typed, 'end')
  const again = (errors: readonly FieldError[]) => show(web, { request, reply }, typed, errors)
  if (startsOn === undefined || endsOn === undefined)
    return again([
      ...(startsOn === undefined ? [{ field: 'start-day', text: 'Enter the first day of care, like 27 3 2026' }] : []),
      ...(endsOn === undefined ? [{ field: 'end-day', text: 'The last day must be a real day, like 30 4 2026' }] : []),
    ])
  const wanted = { packageId, shownVersion, startsOn, endsOn }
  const outcome = await web.inWork(request, (work) => changeDates(work, wanted, draftAgreement))
  if (!outcome.ok) {
    const { refusal } = outcome
    return again(refusal.code === 'faulty' ? refusal.faults.map((fault) => datesWords[fault]) : [datesWords.changed])
  }
  const { agreementId } = outcome.value
  web.flash(reply, agreementId === null ? 'Changed' : 'Changed. Now check and publish the agreement about it')
  return reply.redirect(
    agreementId === null ? `/council/packages/${packageId}` : `/council/agreements/${agreementId}`,
    303,
  )
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
    ...(why === '' ? [{ field: 'why', text: 'Select what ends it' }] : []),
    ...faultOfText('reason', reason, 'Enter why the care ends'),
  ]
  if (lastDay === undefined || why === '' || errors.length > 0) return show(web, { request, reply }, typed, errors)
  const wanted = { packageId, shownVersion, lastDay, why: why === 'other' ? null : why, reason }
  const outcome = await web.inWork(request, (work) => endPackage(work, wanted, withdrawForEnded))
  if (!outcome.ok) return show(web, { request, reply }, typed, [endWords[outcome.refusal.code]])
  web.flash(reply, 'Ended. The provider has been told')
  return reply.redirect(`/council/packages/${packageId}`, 303)
}

async function show(web: Web, { request, reply }: Exchange, typed: Typed, errors: readonly FieldError[]) {
  const { id } = web.params(request, Params)
  const [care, version] = await web.read(request, (tx) =>
    Promise.all([getPackage(tx, everyone, id), getRowVersion(tx, id)]),
  )
  const asIs = { ...boxesOf('start', care.startsOn), ...(care.endsOn === null ? {} : boxesOf('end', care.endsOn)) }
  const form = web.form(request, { ...asIs, ...typed }, errors)
  const page = <DatesPage care={care} version={version} form={form} view={web.view(request)} />
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
