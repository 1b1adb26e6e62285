import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { setUpCookie } from '../../../commands/cookies.ts'
import { finishSetUp, mayStartSetUp, resumeSetUp, startSetUp, viewSetUp } from '../../../commands/setting-up.ts'
import { dropCookie, keepSetUpCookie } from '../cookies.ts'
import { TooManyTriesPage } from '../sign-in/page.tsx'
import { LinkOverPage, ResumePage, SetUpOverPage, StartPage, TaskListPage } from './page.tsx'
import { browserIn, open, setUpAddress, standingIn } from './standing.ts'

const Params = z.object({ token: z.string().regex(/^[\w-]{43}$/) })
const Resumption = z.object({ password: z.string().max(5_000).default('') })
const config = open

const words = {
  'wrong-password': { field: 'password', text: 'That is not the password that you chose' },
  'not-done': { field: 'tasks', text: 'Complete every task before you finish' },
} satisfies Readonly<Record<string, FieldError>>

export function mountSetUp(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/set-up/:token', { config }, async (request, reply) => {
    const { token } = web.params(request, Params)
    if (!(await mayStartSetUp(access, token))) return web.html(reply, <LinkOverPage view={web.view(request)} />, 410)
    const page = <StartPage view={web.view(request)} form={web.form(request)} action={`/set-up/${token}`} />
    return web.html(reply, page)
  })
  app.post('/set-up/:token', { config }, async (request, reply) => {
    const browser = await startSetUp(access, web.params(request, Params).token)
    if (browser === undefined) return web.html(reply, <LinkOverPage view={web.view(request)} />, 410)
    keepSetUpCookie(access, reply, browser)
    return reply.redirect(setUpAddress, 303)
  })
  app.get(setUpAddress, { config }, (request, reply) => show(web, access, { request, reply }))
  app.post('/set-up/resumption', { config }, async (request, reply) => {
    const { password } = web.parse(Resumption, request.body)
    const browser = browserIn(access, request)
    const outcome = await resumeSetUp(access, { browser, password, address: request.ip })
    if (outcome.ok) return reply.redirect(setUpAddress, 303)
    const { refusal } = outcome
    if (refusal.code === 'too-many-tries')
      return web.html(reply, <TooManyTriesPage view={web.view(request)} until={refusal.until} />, 429)
    return show(web, access, { request, reply, error: words['wrong-password'] })
  })
  app.post('/set-up/finish', { config }, async (request, reply) => {
    const outcome = await finishSetUp(access, { browser: browserIn(access, request), address: request.ip })
    if (!outcome.ok) return show(web, access, { request, reply, error: words['not-done'] })
    dropCookie(access, reply, setUpCookie(access))
    web.flash(reply, 'Your account is set up. Sign in with your password and second step')
    return reply.redirect('/sign-in', 303)
  })
}

type Showing = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly error?: FieldError }

async function show(web: Web, access: Access, { request, reply, error }: Showing): Promise<FastifyReply> {
  const standing = await standingIn(access, request)
  const view = web.view(request)
  if (standing === undefined) return web.html(reply, <SetUpOverPage view={view} />, 410)
  const form = web.form(request, {}, error === undefined ? [] : [error])
  const status = error === undefined ? 200 : 422
  if (!standing.open) return web.html(reply, <ResumePage view={view} form={form} />, status)
  const facts = await viewSetUp(access, standing)
  return web.html(reply, <TaskListPage view={view} form={form} facts={facts} />, status)
}
