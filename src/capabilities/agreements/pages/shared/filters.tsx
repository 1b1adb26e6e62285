import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { done, refused } from '../../../../core/outcome.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { Web } from '../../../../platform/web/web.ts'
import { MOST_SAVED, removeFilters, saveFilter } from '../../store/filters.ts'
import { addressOf, keptOf, ListQuery } from './query.ts'
import { reachOf } from './papers.tsx'

const Saving = ListQuery.extend({ name: z.string().trim().max(10_000).default('') })
const LONGEST_NAME = 60
const Params = z.object({ id: z.uuid() })

/** The list as it was asked for, with what was typed beside it and is wrong. */
export type ShowList = (request: FastifyRequest, reply: FastifyReply, asked: AskedList) => Promise<FastifyReply>
export type AskedList = {
  readonly query: ListQuery
  readonly values?: Readonly<Record<string, string>>
  readonly errors?: readonly FieldError[]
}

function nameFault(name: string): FieldError | undefined {
  if (name === '') return { field: 'name', text: 'Enter a name for this search' }
  return name.length > LONGEST_NAME ? { field: 'name', text: 'The name must be 60 characters or fewer' } : undefined
}

const tooMany: FieldError = {
  field: 'name',
  text: `You have ${String(MOST_SAVED)} saved searches, and cannot have more. Remove one first, or give this one the name of another to replace it`,
}

type Mounted = { readonly base: string; readonly show: ShowList }

/** Saving the list as it is looked at under a name, and forgetting it again: a person's own, on either face. */
export function mountFilters(app: FastifyInstance, web: Web, { base, show }: Mounted): void {
  const config = { permission: 'agreements.view' } as const
  app.post('/agreements/filters', { config }, async (request, reply) => {
    const { name, ...query } = web.parse(Saving, request.body)
    const address = addressOf(base, keptOf(query))
    const fault = nameFault(name)
    if (fault !== undefined) return show(request, reply, { query, values: { name }, errors: [fault] })
    const whose = { accountId: web.visitor(request).accountId, ...reachOf(web, request) }
    const outcome = await web.inWork(request, async ({ tx }) => {
      const saved = await saveFilter(tx, whose, { name, query: new URL(address, 'http://here').search.slice(1) })
      return saved ? done(null) : refused({ code: 'too-many' as const })
    })
    if (!outcome.ok) return show(request, reply, { query, values: { name }, errors: [tooMany] })
    web.flash(reply, `Filter “${name}” saved`)
    return reply.redirect(address, 303)
  })
  app.post('/agreements/filters/:id/removal', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const whose = { accountId: web.visitor(request).accountId, ...reachOf(web, request) }
    await web.inWork(request, async ({ tx }) => {
      await removeFilters(tx, whose, { id })
      return done(null)
    })
    web.flash(reply, 'Filter removed')
    return reply.redirect(base, 303)
  })
}
