import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import { knowsOf } from '../../../../../platform/db/know.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { NotFound } from '../../../../../core/errors.ts'
import { fileDocument } from '../../../commands/file-document.ts'
import { faultsOfNew } from '../../../rules/document.ts'
import { findServed, listServed } from '../../../store/people.ts'
import { dayOf, errorsOf, FilingForm, typedIn, type FilingSent } from '../filing.ts'
import { addressOf, filingRule, readerOf } from '../place.ts'
import { chosenPlace, firstPlace, readyToFile } from '../chosen-place.ts'
import { FindPersonPage, NewDocumentPage } from './page.tsx'

const Query = z.object({ personId: z.uuid().optional(), q: z.string().max(200).default('') })
const Params = z.object({ personId: z.uuid() })
const filing = { permission: 'documents.file' } as const

export function mountNewDocument(app: FastifyInstance, web: Web): void {
  app.get('/documents/new', { config: { ...filing, drafts: true } }, async (request, reply) => {
    const { personId, q } = web.parse(Query, request.query)
    if (personId !== undefined) return show(web, request, reply, { personId })
    const { providerId, side } = readerOf(web, request)
    const found = q.trim() === '' ? [] : await web.read(request, (tx) => findServed(tx, providerId, q.trim()))
    return web.html(reply, <FindPersonPage view={web.view(request)} side={side} q={q} found={found} />)
  })

  app.post('/documents/of/:personId', { config: { ...filing, upload: filingRule } }, async (request, reply) => {
    const { personId } = web.params(request, Params)
    const sent = web.parse(FilingForm, request.body)
    const uploads = web.uploads(request, 'file')
    const today = londonToday(web.clock.now())
    const errors = [...chosenPlace(sent), ...errorsOf(faultsOfNew({ ...sent, datedOn: dayOf(sent) }, today), uploads)]
    const ready = readyToFile(sent, uploads)
    if (errors.length > 0 || ready === undefined) return show(web, request, reply, { personId, sent, errors })
    const outcome = await web.inWork(request, (work) => fileDocument(work, { personId, ...ready }))
    if (!outcome.ok) return reply.redirect(askWhy(web, request, personId), 303)
    web.flash(reply, 'Document filed')
    return reply.redirect(`${addressOf(web, request)}/${outcome.value}`, 303)
  })
}

/** Whoever files on a restricted person must be able to read it: the person’s own page says how. */
function askWhy(web: Web, request: FastifyRequest, personId: string): string {
  return `/${readerOf(web, request).side}/restricted-people/${personId}`
}

type Shown = { readonly personId: string; readonly sent?: FilingSent; readonly errors?: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { personId, sent, errors = [] }: Shown) {
  const { providerId, side } = readerOf(web, request)
  const served = await web.read(request, (tx) => listServed(tx, providerId, personId))
  const [person] = served
  if (person === undefined) throw new NotFound('person')
  if (person.restricted && !knowsOf(web.visitor(request).scope, personId))
    return reply.redirect(askWhy(web, request, personId), 303)
  const values = sent === undefined ? { place: firstPlace(served) } : typedIn(sent)
  const form = web.form(request, values, errors)
  const page = <NewDocumentPage view={web.view(request)} {...{ side, form, person, served }} />
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
