import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseLocalDate } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { raiseMissingCare, takeBackMissingCare } from '../../../commands/missing-care.ts'
import { getMissingCare, listMissingCare, listPlaces } from '../../../store/missing-care.ts'
import { After, pageOf, partAfter } from '../../shared/next-page.ts'
import { MissingCareListPage, MissingCareOnePage, RaisePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Version = z.object({ version: z.coerce.number().int().min(1) })
const text = z.string().trim().max(10_000).default('')
const Form = z.object({
  place: text,
  personName: text,
  personReference: text,
  serviceLevel: text,
  weekly: text,
  beganOn: text,
  arrangedWith: text,
  details: text,
})
type Form = z.infer<typeof Form>

const NEEDED = {
  personName: { text: 'Enter the person’s name', most: 200 },
  serviceLevel: { text: 'Enter what kind of care it is', most: 200 },
  weekly: { text: 'Enter what you deliver in a week', most: 200 },
  arrangedWith: { text: 'Enter who arranged it with you, and how', most: 300 },
} as const

/** "I deliver care that is not here": what waits for the council, and how long it has waited. */
export function mountMissingCare(app: FastifyInstance, web: Web): void {
  const view = { permission: 'packages.view' } as const
  const change = { permission: 'packages.change' } as const
  app.get('/missing-care', { config: view }, async (request, reply) => {
    const { after } = web.parse(After, request.query)
    const found = await web.read(request, (tx) => listMissingCare(tx, { providerId: tx.providerId }, partAfter(after)))
    const page = pageOf(found, '/provider/missing-care')
    const today = londonToday(web.clock.now())
    return web.html(reply, <MissingCareListPage {...page} today={today} view={web.view(request)} />)
  })
  app.get('/missing-care/new', { config: { ...change, drafts: true } }, (request, reply) =>
    show(web, request, reply, { values: {}, errors: [] }),
  )
  app.post('/missing-care', { config: change }, async (request, reply) => {
    const form = web.parse(Form, request.body)
    const places = await web.read(request, listPlaces)
    const place = places.find(({ id, contractId }) => form.place === `${id} ${contractId}`)
    const beganOn = parseLocalDate(form.beganOn)
    const errors = faultsOf(form, { hasPlace: place !== undefined, today: londonToday(web.clock.now()) })
    if (errors.length > 0 || place === undefined || beganOn === undefined)
      return show(web, request, reply, { values: form, errors })
    const outcome = await web.inWork(request, (work) =>
      raiseMissingCare(work, { ...form, beganOn, serviceId: place.id, contractId: place.contractId }),
    )
    if (!outcome.ok) throw new Error('nothing refuses it')
    web.flash(reply, 'Sent to the council')
    return reply.redirect(`/provider/missing-care/${outcome.value.id}`, 303)
  })
  app.get('/missing-care/:id', { config: view }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const care = await web.read(request, (tx) => getMissingCare(tx, { providerId: tx.providerId }, id))
    const page = (
      <MissingCareOnePage
        care={care}
        today={londonToday(web.clock.now())}
        mayChange={web.may(request, 'packages.change')}
        form={web.form(request)}
        view={web.view(request)}
      />
    )
    return web.html(reply, page)
  })
  app.post('/missing-care/:id/withdrawal', { config: change }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version } = web.parse(Version, request.body)
    await web.read(request, (tx) => getMissingCare(tx, { providerId: tx.providerId }, id))
    const outcome = await web.inWork(request, (work) => takeBackMissingCare(work, { id, version }))
    web.flash(reply, outcome.ok ? 'Withdrawn' : 'The council has answered it in the meantime')
    return reply.redirect(`/provider/missing-care/${id}`, 303)
  })
}

function faultsOf(
  form: Form,
  { hasPlace, today }: { readonly hasPlace: boolean; readonly today: string },
): FieldError[] {
  const beganOn = parseLocalDate(form.beganOn)
  const fields = ['personName', 'serviceLevel', 'weekly', 'arrangedWith'] as const
  return [
    ...(hasPlace ? [] : [{ field: 'place', text: 'Select the service and contract' }]),
    ...fields.flatMap((field) => lengthFaults(form, field)),
    ...(beganOn === undefined || beganOn > today
      ? [{ field: 'beganOn', text: 'Enter the day on which it began, like 2026-04-01, today or before' }]
      : []),
    ...(form.personReference.length > 60
      ? [{ field: 'personReference', text: 'The reference must be 60 characters or fewer' }]
      : []),
    ...(form.details.length > 2_000 ? [{ field: 'details', text: 'This must be 2,000 characters or fewer' }] : []),
  ]
}

function lengthFaults(form: Form, field: keyof typeof NEEDED): FieldError[] {
  const { text: needed, most } = NEEDED[field]
  if (form[field] === '') return [{ field, text: needed }]
  return form[field].length > most ? [{ field, text: `This must be ${String(most)} characters or fewer` }] : []
}

type Shown = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { values, errors }: Shown) {
  const places = await web.read(request, listPlaces)
  const form = web.form(request, values, errors)
  return web.html(
    reply,
    <RaisePage places={places} form={form} view={web.view(request)} />,
    errors.length > 0 ? 422 : 200,
  )
}
