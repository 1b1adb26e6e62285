import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { endShare, shareDocument } from '../../../commands/share-document.ts'
import { faultsOfShare, type ShareTyped } from '../../../rules/share.ts'
import { getDocument } from '../../../store/documents.ts'
import { getRedaction } from '../../../store/redactions.ts'
import { getVersion, type Version } from '../../../store/versions.ts'
import { parsedDay } from '../../shared/filing.ts'
import { readerOf } from '../../shared/place.ts'
import { SharePage } from './page.tsx'
import { faultWords, refusalWords } from './words.ts'

const Params = z.object({ id: z.uuid() })
const Query = z.object({
  copy: z
    .union([z.literal(''), z.uuid()])
    .catch('')
    .default(''),
})
const ShareParams = Params.extend({ shareId: z.uuid() })
const text = z.string().max(50_000).default('')
const Form = z.object({
  shownVersion: z.coerce.number().int().positive(),
  copy: z.union([z.literal(''), z.uuid()]).default(''),
  receiver: z.enum(['', 'team', 'organisation']).default(''),
  team: text,
  organisation: text,
  'until-day': text,
  'until-month': text,
  'until-year': text,
  reason: text,
  marked: z.literal('yes').optional().catch(undefined),
})
type Sent = z.infer<typeof Form>
const filing = { permission: 'documents.file' } as const

export function mountShare(app: FastifyInstance, web: Web): void {
  app.get('/documents/:id/share', { config: { ...filing, drafts: true } }, (request, reply) =>
    show(web, request, reply),
  )

  app.post('/documents/:id/share', { config: filing }, async (request, reply) => {
    const { id: documentId } = web.params(request, Params)
    const sent = web.parse(Form, request.body)
    const typed = typedIn(sent)
    const copyId = sent.copy === '' ? undefined : sent.copy
    const { kind } = await web.read(request, async (tx): Promise<Pick<Version, 'kind'>> =>
      copyId === undefined
        ? getVersion(tx, { providerId: undefined, documentId }, sent.shownVersion)
        : getRedaction(tx, documentId, copyId),
    )
    const { untilOn } = typed
    const errors = faultsOfShare(typed, kind, londonToday(web.clock.now())).map((fault) => faultWords[fault])
    if (errors.length > 0 || untilOn === undefined) return show(web, request, reply, { sent, errors })
    const wanted = { documentId, shownVersion: sent.shownVersion, redactionId: copyId, typed: { ...typed, untilOn } }
    const outcome = await web.inWork(request, (work) => shareDocument(work, wanted))
    if (!outcome.ok) return show(web, request, reply, { sent, errors: [refusalWords[outcome.refusal.code]] })
    web.flash(reply, 'Document shared')
    return reply.redirect(`/council/documents/${documentId}`, 303)
  })

  app.post('/documents/:id/shares/:shareId/end', { config: filing }, async (request, reply) => {
    const { id: documentId, shareId: id } = web.params(request, ShareParams)
    const outcome = await web.inWork(request, (work) => endShare(work, { documentId, id }))
    web.flash(reply, outcome.ok ? 'It is not shared any more' : 'It was not shared any more already')
    return reply.redirect(`/council/documents/${documentId}`, 303)
  })
}

function typedIn(sent: Sent): ShareTyped {
  const { receiver, team, organisation, reason, marked } = sent
  const untilOn = parsedDay(sent['until-day'], sent['until-month'], sent['until-year'])
  return { receiver, team, organisation, untilOn, reason: reason.replaceAll('\r\n', '\n'), marked: marked === 'yes' }
}

type Refused = { readonly sent: Sent; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, refused?: Refused): Promise<FastifyReply> {
  const { id: documentId } = web.params(request, Params)
  const copyId = refused === undefined ? web.parse(Query, request.query).copy : refused.sent.copy
  const [document, version, copy] = await web.read(request, async (tx) => {
    const found = await getDocument(tx, readerOf(web, request), documentId)
    const newest = await getVersion(tx, { providerId: undefined, documentId }, found.version)
    return [found, newest, copyId === '' ? undefined : await getRedaction(tx, documentId, copyId)] as const
  })
  // Withdrawn while it was being shared: what was typed is shown again with that, and nothing is lost.
  if (document.withdrawnAt !== null && refused === undefined) throw new NotFound('document')
  const values = Object.fromEntries(Object.entries(refused?.sent ?? {}).map(([name, value]) => [name, String(value)]))
  const form = web.form(request, values, refused?.errors ?? [])
  const page = <SharePage {...{ document, version, copy, form }} view={web.view(request)} />
  return web.html(reply, page, refused === undefined ? 200 : 422)
}
