import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { NotPermitted } from '../../../../../platform/web/faults.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { closeSandbox, moveSandbox, openSandbox, resetSandbox, type MoveRefusal } from '../../../commands/sandboxes.ts'
import type { ResetRefusal } from '../../../rules/sandboxes.ts'
import { countWaiting } from '../../../store/sandbox-disposals.ts'
import { listSandboxes } from '../../../store/sandboxes.ts'
import { HOME, SandboxesPage } from './page.tsx'

const Params = z.object({ sandboxId: z.uuid() })
const seeing = { config: { permission: 'people.view' } } as const
// What is made here speaks for nobody and holds nobody: there is nothing to bind.
const managing = { config: { permission: 'people.manage', stepUp: false } } as const

type Exchange = { readonly web: Web; readonly request: FastifyRequest; readonly reply: FastifyReply }

const words: Readonly<Record<(ResetRefusal | MoveRefusal)['code'], string>> = {
  filling: 'It is being filled. Wait some seconds',
  ended: 'It was closed',
  'not-ready': 'It is being filled. Wait some seconds, then move its clock',
  'too-far': 'Enter a number of days from -366 to 366',
  'too-often': 'It was reset as often as it may be on one day. Try again tomorrow',
}

/** Made-up councils for whoever builds against the API; for those who look after the whole organisation. */
export function mountSandboxes(app: FastifyInstance, web: Web): void {
  app.get('/api-keys/sandboxes', seeing, (request, reply) => {
    refuseNarrow(web, request)
    return show({ web, request, reply })
  })
  app.post('/api-keys/sandboxes', managing, async (request, reply) => {
    refuseNarrow(web, request)
    const { name } = web.parse(z.object({ name: z.string().trim().max(5_000).default('') }), request.body)
    const fault = nameFault(name)
    if (fault !== undefined) return show({ web, request, reply }, { name }, [{ field: 'name', text: fault }])
    const outcome = await web.inWork(request, (work) => openSandbox(work, name))
    if (!outcome.ok) {
      const text = 'There are as many sandboxes as there may be. Close one first'
      return show({ web, request, reply }, { name }, [{ field: 'name', text }])
    }
    web.flash(reply, 'The sandbox is being filled. It takes some seconds')
    return reply.redirect(HOME, 303)
  })
  mountActs(app, web)
}

function mountActs(app: FastifyInstance, web: Web): void {
  app.post('/api-keys/sandboxes/:sandboxId/clock', managing, async (request, reply) => {
    const sandboxId = ownId(web, request)
    const field = `days-${sandboxId}`
    const body = web.parse(z.record(z.string(), z.unknown()), request.body)
    const typed = z.string().max(20).catch('').parse(body[field]).trim()
    const wrong = (text: string) => show({ web, request, reply }, { [field]: typed }, [{ field, text }])
    if (!/^-?\d{1,3}$/.test(typed)) return wrong(words['too-far'])
    const outcome = await web.inWork(request, (work) => moveSandbox(work, { id: sandboxId, daysAhead: Number(typed) }))
    if (!outcome.ok) return wrong(words[outcome.refusal.code])
    web.flash(reply, 'Its clock was moved')
    return reply.redirect(HOME, 303)
  })
  app.post('/api-keys/sandboxes/:sandboxId/reset', managing, async (request, reply) => {
    const sandboxId = ownId(web, request)
    const outcome = await web.inWork(request, (work) => resetSandbox(work, sandboxId))
    if (!outcome.ok)
      return show({ web, request, reply }, {}, [{ field: `days-${sandboxId}`, text: words[outcome.refusal.code] }])
    web.flash(reply, 'The sandbox is being filled anew. It takes some seconds')
    return reply.redirect(HOME, 303)
  })
  app.post('/api-keys/sandboxes/:sandboxId/closing', managing, async (request, reply) => {
    const sandboxId = ownId(web, request)
    await web.inWork(request, (work) => closeSandbox(work, sandboxId))
    web.flash(reply, 'The sandbox was closed, and its keys work no more')
    return reply.redirect(HOME, 303)
  })
}

/** Whoever sees some services only has no sandbox. */
function ownId(web: Web, request: FastifyRequest): string {
  if (web.isNarrow(request)) throw new NotFound('sandbox')
  return web.params(request, Params).sandboxId
}

function refuseNarrow(web: Web, request: FastifyRequest): void {
  if (web.isNarrow(request)) throw new NotPermitted('people.manage')
}

function nameFault(name: string): string | undefined {
  if (name === '') return 'Enter a name for the sandbox'
  return name.length > 60 ? 'The name must be 60 characters or fewer' : undefined
}

async function show(
  { web, request, reply }: Exchange,
  values: Readonly<Record<string, string>> = {},
  errors: readonly FieldError[] = [],
): Promise<FastifyReply> {
  const [sandboxes, waiting] = await web.read(request, (tx) => Promise.all([listSandboxes(tx), countWaiting(tx)]))
  // The page asks again by itself while one is being filled; it needs no script for that.
  if (errors.length === 0 && sandboxes.some(({ state }) => state === 'filling')) reply.header('refresh', '3')
  const page = (
    <SandboxesPage
      view={web.view(request)}
      form={web.form(request, values, errors)}
      {...{ sandboxes, waiting }}
      now={web.clock.now()}
      mayManage={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
