import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { changeCeiling, type CeilingRefusal } from '../../../commands/change-ceiling.ts'
import { ceilingRoles, ceilingScopes, readCeiling, scopeWords, type Ceiling } from '../../../rules/ceiling.ts'
import { findCeiling, listCeilings } from '../../../store/ceiling.ts'
import { CeilingPage } from './page.tsx'

const role = z.string().max(50).default('')
const Entry = z.object({
  organisation: role,
  contract: role,
  service: role,
  'shown-organisation': role,
  'shown-contract': role,
  'shown-service': role,
})
type Entry = z.infer<typeof Entry>

const refusalWords: Readonly<Record<CeilingRefusal['code'], FieldError>> = {
  changed: {
    field: 'organisation',
    text: 'Somebody changed this while you had the page open. Look again, then decide',
  },
  'nothing-changed': { field: 'organisation', text: 'This is what holds today: there is nothing to change' },
}

export function mountCeiling(app: FastifyInstance, web: Web): void {
  app.get('/people/ceiling', { config: { permission: 'people.view' } }, (request, reply) =>
    show(web, { request, reply }),
  )
  app.post('/people/ceiling', { config: { permission: 'people.manage' } }, async (request, reply) => {
    const entry = web.parse(Entry, request.body)
    const errors = faultsOf(entry)
    if (errors.length > 0) return show(web, { request, reply }, { entry, errors })
    const shown = {
      organisation: entry['shown-organisation'],
      contract: entry['shown-contract'],
      service: entry['shown-service'],
    }
    const changing = { ceiling: readCeiling(entry), shown: readCeiling(shown) }
    const outcome = await web.inWork(request, (work) => changeCeiling(work, changing))
    if (!outcome.ok) return show(web, { request, reply }, { entry, errors: [refusalWords[outcome.refusal.code]] })
    web.flash(reply, 'Saved. It holds from today')
    return reply.redirect('/council/people/ceiling', 303)
  })
}

function faultsOf(entry: Entry): readonly FieldError[] {
  return ceilingScopes
    .filter((scope) => !ceilingRoles[scope].some((one) => one === entry[scope]))
    .map((scope) => ({ field: scope, text: `Select up to which work people are invited for ${scopeWords[scope]}` }))
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Again = { readonly entry: Entry; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: At, again?: Again): Promise<FastifyReply> {
  const today = londonToday(web.clock.now())
  const [saved, history] = await web.read(request, (tx) => Promise.all([findCeiling(tx, today), listCeilings(tx)]))
  const values: Ceiling | Entry = again?.entry ?? saved
  const { organisation, contract, service } = values
  const page = (
    <CeilingPage
      view={web.view(request)}
      form={web.form(request, { organisation, contract, service }, again?.errors ?? [])}
      saved={saved}
      history={history}
      mayManage={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, again === undefined ? 200 : 422)
}
