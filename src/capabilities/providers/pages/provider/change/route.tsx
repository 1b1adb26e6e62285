import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseLocalDate } from '../../../../../core/dates.ts'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { requestChange, type RequestChangeRefusal, type Target } from '../../../commands/request-change.ts'
import { LONGEST_NOTE, type RequestRefusal } from '../../../rules/change.ts'
import { isOrganisationField, isServiceField } from '../../../rules/fields.ts'
import { dayTyped, type Typed } from '../../../rules/values.ts'
import { faultWords, FIELD_WORDS } from '../../shared/words.ts'
import { mayChangeService } from '../may-change.ts'
import { loadSubject, startingValues, type Subject } from './subject.ts'
import { ChangePage } from './page.tsx'

const Text = z.string().max(20_000)
/** The boxes differ from field to field, so all that was sent is read as text; a list of ticks becomes one text. */
const Form = z
  .record(z.string().max(50), z.union([Text, z.array(Text).max(20)]))
  .transform((boxes): Typed =>
    Object.fromEntries(Object.entries(boxes).map(([box, sent]) => [box, [sent].flat().join(' ')])),
  )
const Version = z.coerce.number().int().positive()

const OfOrganisation = z.object({ field: z.string().refine(isOrganisationField) })
const OfService = z.object({ id: z.uuid(), field: z.string().refine(isServiceField) })

export function mountChange(app: FastifyInstance, web: Web): void {
  const config = { permission: 'organisation.change' } as const
  const ofOrganisation = (request: FastifyRequest): Target => {
    const { field } = web.params(request, OfOrganisation)
    // What is the whole organisation's, a grant for a part of it does not reach.
    if (web.visitor(request).scope.role !== 'portal_provider') throw new NotFound('field')
    return { field, serviceId: null }
  }
  const ofService = (request: FastifyRequest): Target => {
    const { field, id } = web.params(request, OfService)
    if (!mayChangeService(web.visitor(request).scope, id)) throw new NotFound('service')
    return { field, serviceId: id }
  }
  for (const [path, targetOf] of [
    ['/organisation/changes/:field', ofOrganisation],
    ['/organisation/services/:id/changes/:field', ofService],
  ] as const) {
    app.get(path, { config: { ...config, drafts: true } }, (request, reply) =>
      show(web, { request, reply }, { target: targetOf(request) }),
    )
    app.post(path, { config }, (request, reply) => ask(web, { request, reply }, targetOf(request)))
  }
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function ask(web: Web, { request, reply }: Exchange, target: Target): Promise<FastifyReply> {
  const typed = web.parse(Form, request.body)
  const shownVersion = web.parse(Version, typed['version'])
  const evidence = typed['evidence'] ?? ''
  const today = londonToday(web.clock.now())
  const effective = dayTyped(typed, 'effective')
  const effectiveOn = effective === '' ? today : parseLocalDate(effective)
  const faults = [
    ...(effectiveOn === undefined ? [{ field: 'effective-day', text: 'Enter a real date, like 27 3 2026' }] : []),
    ...(evidence.length > LONGEST_NOTE
      ? [{ field: 'evidence', text: 'The reason must be 2,000 characters or fewer' }]
      : []),
  ]
  if (effectiveOn === undefined || faults.length > 0)
    return show(web, { request, reply }, { target, values: typed, errors: faults })

  const outcome = await web.inWork(request, (work) =>
    requestChange(work, { ...target, shownVersion, typed, evidence, effectiveOn }),
  )
  if (!outcome.ok)
    return show(web, { request, reply }, { target, values: typed, errors: [wordsOf(target, outcome.refusal)] })
  const { id, applied } = outcome.value
  const { label } = FIELD_WORDS[target.field]
  web.flash(reply, applied ? `${label} changed` : `${label}: your request was sent to the council`)
  return reply.redirect(applied ? homeOf(target) : `/provider/organisation/requests/${id}`, 303)
}

const wording = {
  'changed-since': {
    field: 'change',
    text: 'These details changed while you had the page open. They are shown as they are now: look at them again',
  },
  'already-asked': { field: 'main-content', text: 'A change of this is under way already' },
  'nothing-changes': { field: 'change', text: 'That is what the details say already' },
  'evidence-missing': { field: 'evidence', text: 'Enter why it changes, and how the council can check it' },
  'too-far-away': { field: 'effective-day', text: 'The date must be within a year from today' },
} satisfies Record<RequestRefusal['code'], FieldError>

function wordsOf({ field }: Target, refusal: RequestChangeRefusal): FieldError {
  if (refusal.code !== 'faulty') return wording[refusal.code]
  return { field: refusal.fault.box, text: faultWords(field, refusal.fault) }
}

function homeOf({ serviceId }: Target): string {
  return serviceId === null ? '/provider/organisation' : `/provider/organisation/services/${serviceId}`
}

type Shown = { readonly target: Target; readonly values?: Typed; readonly errors?: readonly FieldError[] }

async function show(
  web: Web,
  { request, reply }: Exchange,
  { target, values, errors = [] }: Shown,
): Promise<FastifyReply> {
  const today = londonToday(web.clock.now())
  const subject: Subject = await web.read(request, (tx) => loadSubject(tx, target, today))
  const page = (
    <ChangePage
      field={target.field}
      of={subject.name}
      backHref={homeOf(target)}
      action={`${homeOf(target)}/changes/${target.field}`}
      value={subject.value}
      version={subject.version}
      atOnce={subject.atOnce}
      waiting={subject.waiting}
      form={web.form(request, values ?? startingValues(target.field, subject.value, today), errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
