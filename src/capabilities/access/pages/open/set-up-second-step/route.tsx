import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { appLink } from '../../../../../platform/one-time-code.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { authenticatorOf, confirmAuthenticator, newAuthenticator } from '../../../commands/authenticator.ts'
import { stepCookie } from '../../../commands/cookies.ts'
import { addPasskey, askForPasskey, creationOptions } from '../../../commands/passkeys.ts'
import { chooseCode } from '../../../commands/set-up-account.ts'
import { noteSecondStep, viewSetUp, type Standing } from '../../../commands/setting-up.ts'
import { browserName } from '../../../rules/browser-name.ts'
import { browserOf, dropCookie, keepStepCookie } from '../cookies.ts'
import { codeFaultWords } from '../fault-words.ts'
import { atTask, browserIn, open as config, setUpAddress } from '../set-up/standing.ts'
import { AppPage, CodePage, ChoicePage, NewPasskeyPage } from './page.tsx'

const Choice = z.object({ way: z.enum(['passkey', 'app', 'code']).optional() })
const Creation = z.object({ passkey: z.string().max(60_000).default('') })
const Typed = z.object({ app: z.string().max(100).default(''), code: z.string().max(5_000).default('') })
const address = '/set-up/second-step'

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly standing: Standing }
type Step = (web: Web, access: Access, at: At) => Promise<FastifyReply>

export function mountSetUpSecondStep(app: FastifyInstance, web: Web, access: Access): void {
  const steps: readonly (readonly ['get' | 'post', string, Step])[] = [
    ['get', address, (...given) => showChoice(...given)],
    ['post', address, choose],
    ['get', '/set-up/passkey', showPasskey],
    ['post', '/set-up/passkey', takePasskey],
    ['get', '/set-up/app', (...given) => showApp(...given)],
    ['post', '/set-up/app', confirmApp],
    ['get', '/set-up/code', (...given) => showCode(...given)],
    ['post', '/set-up/code', takeCode],
  ]
  for (const [method, path, step] of steps)
    app[method](path, { config }, (request, reply) =>
      atTask(access, { request, reply }, (standing) => step(web, access, { request, reply, standing })),
    )
}

async function showChoice(web: Web, access: Access, at: At, error?: FieldError): Promise<FastifyReply> {
  const { digits, hasSecondStep } = await viewSetUp(access, at.standing)
  const form = web.form(at.request, {}, error === undefined ? [] : [error])
  const page = <ChoicePage view={web.view(at.request)} form={form} digits={digits} has={hasSecondStep} />
  return web.html(at.reply, page, error === undefined ? 200 : 422)
}

const choiceMissing = { field: 'way', text: 'Select how you want to show that it is you' }

const choose: Step = async (web, access, at) => {
  const { request, reply } = at
  const { accountId } = at.standing
  const { way } = web.parse(Choice, request.body)
  if (way === undefined) return showChoice(web, access, at, choiceMissing)
  if (way === 'app') await newAuthenticator(access, accountId)
  if (way === 'passkey') {
    const name = browserName(browserOf(request)).slice(0, 60)
    const asked = await askForPasskey(access, { accountId, name, address: request.ip })
    if (!asked.ok)
      return showChoice(web, access, at, { field: 'way', text: 'You have 20 passkeys: choose another way' })
    keepStepCookie(access, reply, asked.value)
  }
  return reply.redirect(`/set-up/${way}`, 303)
}

const showPasskey: Step = async (web, access, { request, reply, standing }) => {
  const asked = { accountId: standing.accountId, token: request.cookies[stepCookie(access)] ?? '' }
  const options = await creationOptions(access, asked)
  if (options === undefined) return reply.redirect(address, 303)
  return web.html(reply, <NewPasskeyPage view={web.view(request)} form={web.form(request)} options={options} />)
}

const takePasskey: Step = async (web, access, at) => {
  const { request, reply, standing } = at
  const { passkey: response } = web.parse(Creation, request.body)
  const token = request.cookies[stepCookie(access)] ?? ''
  const { accountId } = standing
  const outcome = await addPasskey(access, { accountId, token, response, address: request.ip })
  dropCookie(access, reply, stepCookie(access))
  if (!outcome.ok)
    return showChoice(web, access, at, {
      field: 'way',
      text: 'The passkey could not be used. Try again, or another way',
    })
  await noteSecondStep(access, accountId)
  return reply.redirect(setUpAddress, 303)
}

async function showApp(web: Web, access: Access, at: At, error?: FieldError): Promise<FastifyReply> {
  const { request, reply, standing } = at
  const [state, { email }] = await Promise.all([
    authenticatorOf(access, standing.accountId),
    viewSetUp(access, standing),
  ])
  if (state.kind !== 'waiting') return reply.redirect(state.kind === 'none' ? address : setUpAddress, 303)
  const form = web.form(request, {}, error === undefined ? [] : [error])
  const link = appLink(state.secret, email)
  const page = <AppPage view={web.view(request)} form={form} secret={state.secret} link={link} />
  return web.html(reply, page, error === undefined ? 200 : 422)
}

const confirmApp: Step = async (web, access, at) => {
  const { request, reply } = at
  const { accountId } = at.standing
  const code = web.parse(Typed, request.body).app.replaceAll(/\s/g, '')
  const outcome = await confirmAuthenticator(access, { accountId, code, address: request.ip })
  if (!outcome.ok && outcome.refusal.code === 'wrong-code')
    return showApp(web, access, at, {
      field: 'app',
      text: 'The code is wrong or too old. Enter the one that the app shows now',
    })
  if (outcome.ok) await noteSecondStep(access, accountId)
  return reply.redirect(setUpAddress, 303)
}

async function showCode(web: Web, access: Access, at: At, error?: FieldError): Promise<FastifyReply> {
  const { request, reply, standing } = at
  if (!(await viewSetUp(access, standing)).digits) return reply.redirect(address, 303)
  const form = web.form(request, {}, error === undefined ? [] : [error])
  return web.html(reply, <CodePage view={web.view(request)} form={form} />, error === undefined ? 200 : 422)
}

/** Where a council takes no digits nobody is offered any, and nobody sets any by going round the page. */
const takeCode: Step = async (web, access, at) => {
  const { request, reply, standing } = at
  if (!(await viewSetUp(access, standing)).digits) return reply.redirect(address, 303)
  const code = web.parse(Typed, request.body).code.replaceAll(/\s/g, '')
  const { accountId } = standing
  const browser = browserIn(access, request)
  const outcome = await chooseCode(access, { browser, accountId, code, address: request.ip })
  if (outcome.ok) return reply.redirect(setUpAddress, 303)
  const [first = 'not-six-digits'] = outcome.refusal.faults
  return showCode(web, access, at, { field: 'code', text: codeFaultWords[first] })
}
