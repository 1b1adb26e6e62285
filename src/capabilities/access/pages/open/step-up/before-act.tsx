import type { FastifyReply, FastifyRequest } from 'fastify'
import { NotSignedIn } from '../../../../../platform/web/faults.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { sessionCookie } from '../../../commands/cookies.ts'
import { requestOptions } from '../../../commands/passkey-proof.ts'
import type { Answer } from '../../../commands/second-step.ts'
import { askAgain, showAgain, type Shown } from '../../../commands/step-up.ts'
import { bindingAct } from '../../../rules/permissions.ts'
import { ordinal } from '../../../rules/security-code.ts'
import { isFreshProof } from '../../../rules/session-limits.ts'
import { findWay, type Way } from '../../../store/sign-on/connections.ts'
import { keepSessionCookie, knownOf, sessionOf } from '../cookies.ts'
import { StepUpPage } from './page.tsx'

type Body = Readonly<Record<string, string | readonly string[]>>
const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What an act binds to, in words; undefined when it may be done by whoever holds the session. */
export function bindingWords({ permission, stepUp }: FastifyRequest['routeOptions']['config']): string | undefined {
  if (stepUp === false) return undefined
  return stepUp ?? (permission === undefined ? undefined : bindingAct(permission))
}

/**
 * Stands before every act that binds. Within ten minutes of the last proof it is not seen. Otherwise it shows a page
 * that carries what was sent, and lets the very same act through when it comes back with a right proof.
 */
export function beforeAct(access: Access, web: Web) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const act = wordsFor(request)
    const { visitor } = request
    if (act === undefined || visitor === null) return undefined
    if (reading.has(request.method)) return beforePage(web, access, { request, reply, act })
    const { proof, kept } = partsOf(request.body)
    request.body = kept
    if (visitor.secondPress !== true && isFreshProof(visitor.provedAt, access.clock.now())) return undefined
    const asking = { request, reply, act, kept, accountId: visitor.accountId }
    if (Object.keys(proof).length === 0) {
      refuseSecondPress(visitor)
      return show(web, access, asking)
    }
    return judgeProof(web, access, { ...asking, proof })
  }
}

/** A page that says so asks before it is shown; an act asks by its permission too. */
function wordsFor({ method, routeOptions: { config } }: FastifyRequest): string | undefined {
  if (!reading.has(method)) return bindingWords(config)
  return typeof config.stepUp === 'string' ? config.stepUp : undefined
}

/** A token that was renewed opens nothing, but for the press that renewed it. */
function refuseSecondPress(visitor: Visitor | null): void {
  if (visitor?.secondPress === true) throw new NotSignedIn()
}

type Paging = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly act: string }

/**
 * Secrets are typed on this page, and a secret must not wait in a page that asks for something else. So the proof comes
 * first, by an act that does nothing but lead back here.
 */
async function beforePage(
  web: Web,
  access: Access,
  { request, reply, act }: Paging,
): Promise<FastifyReply | undefined> {
  const { accountId, provedAt } = web.visitor(request)
  if (isFreshProof(provedAt, access.clock.now())) return undefined
  return show(web, access, { request, reply, act, accountId, kept: { to: request.url }, action: PROOF_ADDRESS })
}

export const PROOF_ADDRESS = '/account/proof'

async function judgeProof(web: Web, access: Access, asking: Proving): Promise<FastifyReply | undefined> {
  const { request, reply, proof } = asking
  const { answer, faults } = answerIn(proof)
  const shown = answer === undefined ? undefined : await showAgain(access, shownBy(access, asking, answer))
  if (typeof shown !== 'object') refuseSecondPress(request.visitor)
  if (answer === undefined || shown === undefined) return show(web, access, { ...asking, faults })
  if (typeof shown === 'string') return show(web, access, { ...asking, faults: [refusalOf(shown, answer)] })
  keepSessionCookie(access, reply, shown.token)
  request.cookies = { ...request.cookies, [sessionCookie(access)]: shown.token }
  return isOfAccount(request) ? backToForm(web, request, reply) : undefined
}

type Proving = Showing & { readonly proof: Parts['proof'] }

function shownBy(access: Access, { request, accountId, proof }: Proving, answer: Answer): Shown {
  return {
    accountId,
    address: request.ip,
    session: request.cookies[sessionCookie(access)] ?? '',
    question: proof['proof-question'] ?? '',
    answer,
    password: proof['proof-password'] ?? '',
    secondPress: request.visitor?.secondPress === true,
    known: knownOf(access, request),
  }
}

function isOfAccount({ url }: FastifyRequest): boolean {
  return url.startsWith('/account/') && url !== PROOF_ADDRESS
}

/** What was typed into a form of secrets was not kept while the proof was asked for. */
function backToForm(web: Web, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  web.flash(reply, 'You have shown that it is you. Fill in the form again')
  return reply.redirect(request.url.replace(/\/removal$/, ''), 303)
}

/** One sentence for a wrong password and for wrong digits, as at the door. */
function refusalOf(why: 'wrong' | 'locked', { kind }: Answer): FieldError {
  if (why === 'locked')
    return {
      field: 'main-content',
      text: 'There were too many wrong tries, so your account is closed for now and this was not done. Your email says how it opens again',
    }
  switch (kind) {
    case 'digits':
      return { field: 'proof-password', text: 'The password or the digits are wrong' }
    case 'passkey':
      return { field: 'main-content', text: 'That passkey was not taken. Try it again, or use another way' }
    case 'app':
    case 'recovery':
      return { field: 'proof-app', text: 'The code is wrong or was used already. Enter the one that the app shows now' }
  }
}

type Parts = { readonly proof: Readonly<Record<string, string>>; readonly kept: Body }

/** What is the proof, and what is the act's own; nothing of the proof reaches the act, nor what is kept of it. */
function partsOf(body: unknown): Parts {
  const given = Object.entries(typeof body === 'object' && body !== null ? (body as Body) : {})
  const isProof = (name: string) => name === 'passkey' || name.startsWith('proof-')
  const proof = given.filter(([name]) => isProof(name)).map(([name, value]) => [name, String(value).slice(0, 30_000)])
  return {
    proof: Object.fromEntries(proof) as Record<string, string>,
    kept: Object.fromEntries(given.filter(([name]) => !isProof(name))),
  }
}

type Judged = { readonly answer: Answer | undefined; readonly faults: readonly FieldError[] }

function answerIn(proof: Parts['proof']): Judged {
  const passkey = proof['passkey'] ?? ''
  if (passkey !== '') return { answer: { kind: 'passkey', text: passkey }, faults: [] }
  const app = (proof['proof-app'] ?? '').replaceAll(/\s/g, '')
  if (app !== '') {
    if (/^[0-9]{6}$/.test(app)) return { answer: { kind: 'app', text: app }, faults: [] }
    const text = 'Enter the six digits that your authenticator app shows'
    return { answer: undefined, faults: [{ field: 'proof-app', text }] }
  }
  return digitsIn(proof)
}

/** An empty box is a slip, not a wrong answer: it is not counted. */
function digitsIn(proof: Parts['proof']): Judged {
  const digits = Object.entries(proof)
    .filter(([name]) => /^proof-digit-[1-6]$/.test(name))
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, value]) => ({ name, digit: value.trim(), position: Number(name.slice(-1)) }))
  const askedForApp = 'proof-app' in proof && (proof['proof-password'] ?? '') === ''
  if (askedForApp || digits.length === 0)
    return { answer: undefined, faults: [{ field: 'proof-app', text: 'Enter the code from your authenticator app' }] }
  const faults = [
    ...(proof['proof-password'] === '' ? [{ field: 'proof-password', text: 'Enter your password' }] : []),
    ...digits
      .filter(({ digit }) => !/^[0-9]$/.test(digit))
      .map(({ name, position }) => ({
        field: name,
        text: `Enter the ${ordinal(position)} digit of your security code`,
      })),
  ]
  if (faults.length > 0) return { answer: undefined, faults }
  return { answer: { kind: 'digits', text: digits.map(({ digit }) => digit).join('') }, faults }
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly act: string
  readonly kept: Body
  readonly accountId: string
  readonly proof?: Parts['proof']
  readonly faults?: readonly FieldError[]
  /** Where it goes on, when that is not where it was asked. */
  readonly action?: string
}

/** Of a form that changes how somebody signs in: typed again rather than sent back. */
const secrets = new Set(['password', 'current', 'next', 'code'])

function isShownAgain(request: FastifyRequest, name: string): boolean {
  return name !== '_key' && name !== '_csrf' && !(isOfAccount(request) && secrets.has(name))
}

/** Who came by their organisation's own sign-in may show it there again. */
async function wayOf(access: Access, request: FastifyRequest): Promise<Way | undefined> {
  const through = (await sessionOf(access, request))?.through
  return through == null ? undefined : access.db.read(gate, (tx) => findWay(tx, through))
}

async function show(web: Web, access: Access, showing: Showing): Promise<FastifyReply> {
  const { request, reply, act, kept, accountId, proof = {}, faults = [] } = showing
  const way = await wayOf(access, request)
  const { token, passkeyChallenge, app, positions } = await askAgain(access, { accountId, address: request.ip })
  const key = kept['_key']
  const fields = Object.entries(kept).filter(([name]) => isShownAgain(request, name))
  const form = web.form(request, withoutSecrets(proof), faults)
  const page = (
    <StepUpPage
      view={web.view(request)}
      form={{ ...form, ...(typeof key === 'string' && { idempotencyKey: key }) }}
      action={showing.action ?? request.url}
      act={act}
      kept={fields.flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const))}
      question={token}
      passkey={passkeyChallenge === undefined ? undefined : requestOptions(access, passkeyChallenge)}
      app={app}
      positions={positions}
      way={way}
    />
  )
  return web.html(reply, page, faults.length > 0 ? 422 : 401)
}

/** A password is never sent back to the page, nor a code that was wrong. */
function withoutSecrets(proof: Parts['proof']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(proof).filter(([name]) => name.startsWith('proof-digit-')))
}
