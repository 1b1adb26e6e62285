import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isPlace, sentDraft, type SentDraft } from './drafts.ts'
import { BadRequest } from './faults.ts'
import type { Web } from './web.ts'

/** A sheet of a hundred packages with long comments is a third of it. */
const MOST_CHARACTERS = 600_000

/** Before the page is made: what was typed on it. A form that is shown again after a refusal stays the form of its page. */
export async function loadDrafts(web: Web, request: FastifyRequest): Promise<void> {
  const { visitor, method, url, routeOptions, body } = request
  if (visitor === null) return
  if (method !== 'GET') {
    const place = sentDraft(url, body)?.place
    if (place !== undefined) request.drafts = { place, kept: [] }
    return
  }
  if (routeOptions.config.drafts === true && isPlace(url))
    request.drafts = { place: url, kept: await web.drafts(visitor, url) }
}

/** Where the browser code keeps what is typed, a moment after the typing stops. */
export function draftRoutes(app: FastifyInstance, web: Web): void {
  const config = { permission: 'signed-in' } as const
  app.post('/drafts', { config }, async (request, reply) => {
    const draft = sentDraft(request.url, request.body)
    if (draft === undefined || sizeOf(draft) > MOST_CHARACTERS) throw new BadRequest('no draft of a form')
    await web.keepDraft(web.visitor(request), draft)
    return reply.code(204).send()
  })
  app.post('/drafts/removal', { config }, async (request, reply) => {
    const draft = sentDraft(request.url, request.body)
    if (draft === undefined) throw new BadRequest('no draft of a form')
    await web.removeDraft(web.visitor(request), draft)
    return reply.redirect(draft.place, 303)
  })
}

function sizeOf({ answers }: SentDraft): number {
  return Object.entries(answers).reduce((size, [name, value]) => size + name.length + value.length, 0)
}
