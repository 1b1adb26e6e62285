import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { stepCookie } from '../../../commands/cookies.ts'
import {
  addPasskey,
  creationOptions,
  removePasskey,
  renamePasskey,
  startPasskey,
  type PasskeyRefusal,
} from '../../../commands/passkeys.ts'
import { listPasskeys } from '../../../store/passkeys.ts'
import { dropCookie, keepStepCookie } from '../cookies.ts'
import { NewPasskeyPage, PasskeyPage, PasskeysPage } from './page.tsx'

const text = z.string().max(5_000).default('')
const Start = z.object({ name: text, password: text })
const Creation = z.object({ passkey: z.string().max(60_000).default('') })
const Name = z.object({ name: text })
const Proof = z.object({ password: text })
const Params = z.object({ id: z.uuid() })
const config = { permission: 'signed-in' } as const
const proving = { permission: 'signed-in', stepUp: 'change your passkeys' } as const
const LONGEST_NAME = 60

const words: Readonly<Record<PasskeyRefusal['code'], FieldError>> = {
  'wrong-password': { field: 'password', text: 'The password is wrong' },
  locked: { field: 'password', text: 'The account is locked after three wrong tries. The council can unlock it' },
  'too-many': { field: 'name', text: 'You have 20 passkeys. Remove one before you add another' },
  expired: { field: 'name', text: 'The passkey was not made within ten minutes. Start again' },
  'not-taken': { field: 'name', text: 'Your device’s answer could not be used. Start again, or try another device' },
  'in-use': { field: 'name', text: 'That passkey is in use already' },
}

export function mountPasskeys(app: FastifyInstance, web: Web, access: Access): void {
  const address = '/account/passkeys'
  app.get(address, { config: proving }, (request, reply) => showAll(web, access, { request, reply }))
  app.post(address, { config: proving }, async (request, reply) => {
    const { name, password } = web.parse(Start, request.body)
    const wrong = nameFaults(name)
    if (wrong.length > 0) return showAll(web, access, { request, reply, values: { name }, errors: wrong })
    const outcome = await startPasskey(access, { ...whoOf(web, request), password, name: name.trim() })
    if (!outcome.ok) {
      const errors = [words[outcome.refusal.code]]
      return showAll(web, access, { request, reply, values: { name }, errors })
    }
    keepStepCookie(access, reply, outcome.value)
    return reply.redirect(`${address}/new`, 303)
  })
  app.get(`${address}/new`, { config }, async (request, reply) => {
    const asked = { ...whoOf(web, request), token: tokenOf(access, request) }
    const options = await creationOptions(access, asked)
    if (options === undefined) return reply.redirect(address, 303)
    return web.html(reply, <NewPasskeyPage view={web.view(request)} form={web.form(request)} options={options} />)
  })
  app.post(`${address}/creation`, { config }, async (request, reply) => {
    const { passkey: response } = web.parse(Creation, request.body)
    const outcome = await addPasskey(access, { ...whoOf(web, request), token: tokenOf(access, request), response })
    dropCookie(access, reply, stepCookie(access))
    if (!outcome.ok) return showAll(web, access, { request, reply, errors: [words[outcome.refusal.code]] })
    web.flash(reply, 'The passkey is added')
    return reply.redirect(address, 303)
  })
  mountPasskey(app, web, access)
}

function mountPasskey(app: FastifyInstance, web: Web, access: Access): void {
  const address = '/account/passkeys/:id'
  app.get(address, { config }, (request, reply) => showOne(web, access, { request, reply }))
  app.post(`${address}/name`, { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { name } = web.parse(Name, request.body)
    const errors = nameFaults(name)
    if (errors.length > 0) return showOne(web, access, { request, reply, values: { name }, errors })
    const { accountId } = web.visitor(request)
    if (!(await renamePasskey(access, { accountId, id, name: name.trim() }))) throw new NotFound('passkey')
    web.flash(reply, 'The name is saved')
    return reply.redirect('/account/passkeys', 303)
  })
  app.post(`${address}/removal`, { config: proving }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { password } = web.parse(Proof, request.body)
    const outcome = await removePasskey(access, { ...whoOf(web, request), id, password })
    if (!outcome.ok) return showOne(web, access, { request, reply, errors: [words[outcome.refusal.code]] })
    web.flash(reply, 'The passkey is removed')
    return reply.redirect('/account/passkeys', 303)
  })
}

function nameFaults(name: string): readonly FieldError[] {
  const { length } = name.trim()
  if (length === 0) return [{ field: 'name', text: 'Enter a name for the passkey' }]
  return length > LONGEST_NAME ? [{ field: 'name', text: 'Name must be 60 characters or less' }] : []
}

function whoOf(web: Web, request: FastifyRequest) {
  return { accountId: web.visitor(request).accountId, address: request.ip }
}

function tokenOf(access: Access, request: FastifyRequest): string {
  return request.cookies[stepCookie(access)] ?? ''
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly values?: Readonly<Record<string, string>>
  readonly errors?: readonly FieldError[]
}

async function showAll(web: Web, access: Access, showing: Showing): Promise<FastifyReply> {
  const { request, reply, values = {}, errors = [] } = showing
  const { accountId } = web.visitor(request)
  const passkeys = await access.db.read(gate, (tx) => listPasskeys(tx, accountId))
  const form = web.form(request, values, errors)
  const page = <PasskeysPage view={web.view(request)} form={form} passkeys={passkeys} />
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}

async function showOne(web: Web, access: Access, showing: Showing): Promise<FastifyReply> {
  const { request, reply, values, errors = [] } = showing
  const { id } = web.params(request, Params)
  const { accountId } = web.visitor(request)
  const passkeys = await access.db.read(gate, (tx) => listPasskeys(tx, accountId))
  const passkey = passkeys.find((one) => one.id === id)
  if (passkey === undefined) throw new NotFound('passkey')
  const form = web.form(request, values ?? { name: passkey.name }, errors)
  const page = <PasskeyPage view={web.view(request)} form={form} passkey={passkey} />
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
