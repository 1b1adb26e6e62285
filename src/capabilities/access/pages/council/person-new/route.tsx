import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { onboard } from '../../../commands/staff.ts'
import { rowFrom } from '../../../rules/onboarding.ts'
import { findReference } from '../../../store/places.ts'
import { PersonNewPage } from './page.tsx'

const manage = { config: { permission: 'people.manage' } } as const
const Query = z.object({ provider: z.uuid().optional() })
const line = z.string().max(5_000).default('')
const Entry = z.object({
  supplier_number: line,
  forename: line,
  surname: line,
  email: line,
  job_title: line,
  role: line,
})

export function mountPersonNew(app: FastifyInstance, web: Web, { origin }: Access): void {
  app.get('/people/new', manage, async (request, reply) => {
    const { provider } = web.parse(Query, request.query)
    const reference = provider === undefined ? '' : await web.read(request, (tx) => findReference(tx, provider))
    const form = web.form(request, { supplier_number: reference, role: 'main' })
    return web.html(reply, <PersonNewPage view={web.view(request)} form={form} />)
  })
  app.post('/people/new', manage, async (request, reply) => {
    const entry = web.parse(Entry, request.body)
    const rows = [rowFrom(entry, 1)]
    const outcome = await web.inWork(request, (work) => onboard(work, { rows, origin }))
    const result = outcome.ok ? outcome.value[0] : undefined
    if (result?.result !== 'invited') {
      const reason = result?.reason ?? 'This person could not be invited'
      const form = web.form(request, entry, [{ field: fieldOf(reason), text: reason }])
      return web.html(reply, <PersonNewPage view={web.view(request)} form={form} />, 422)
    }
    web.flash(reply, 'The invitation is on its way')
    return reply.redirect('/council/people', 303)
  })
}

/** The box that the sentence is about. */
function fieldOf(reason: string): keyof z.infer<typeof Entry> {
  const fields = [
    [/supplier number/, 'supplier_number'],
    [/forename|name is too long/, 'forename'],
    [/surname/, 'surname'],
    [/job title/, 'job_title'],
    [/none of/, 'role'],
  ] as const
  return fields.find(([pattern]) => pattern.test(reason))?.[1] ?? 'email'
}
