import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../../core/errors.ts'
import { sentDraft, type SentDraft } from './drafts.ts'
import { BadRequest, NotPermitted, NotSignedIn } from './faults.ts'
import { receiveForm, type Files } from './uploads.ts'

export type RegisteredRoute = {
  readonly method: string
  readonly address: string
  /** What of the address is a record or a name: each ':word' of it, in order. */
  readonly parameters: readonly string[]
  readonly permission: string
  readonly face: 'provider' | 'council' | 'open'
  readonly changesState: boolean
  /** As the route states it: what it binds to, or false where its permission would bind and it does not. */
  readonly stepUp?: string | false
  /** Takes the form of another site. */
  readonly crossSite?: true
}
export type Register = readonly RegisteredRoute[]

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Every route that exists, in the order of mounting. A route that does not say who may come in stops the start. */
export function registerOf(app: FastifyInstance): Register {
  const routes: RegisteredRoute[] = []
  app.addHook('onRoute', ({ method, url, config }) => {
    const permission = url.startsWith('/assets/') ? 'public' : config?.permission
    if (permission === undefined) throw new Error(`${String(method)} ${url} does not state a permission`)
    const { stepUp, crossSite, keepsNothing } = config ?? {}
    for (const one of [method].flat())
      if (one !== 'HEAD')
        routes.push({
          method: one,
          address: url,
          parameters: [...url.matchAll(/:(\w+)/g)].map(([, name = '']) => name),
          permission,
          face: faceOf(url),
          changesState: !reading.has(one) && keepsNothing !== true,
          ...(stepUp !== undefined && { stepUp }),
          ...(crossSite && { crossSite }),
        })
  })
  return routes
}

function faceOf(url: string): RegisteredRoute['face'] {
  if (url.startsWith('/provider')) return 'provider'
  return url.startsWith('/council') ? 'council' : 'open'
}

/** Keeps what somebody sent whose session has ended; false when nobody knows whose session that was. */
export type KeepForLeaver = (request: FastifyRequest, draft: SentDraft) => Promise<boolean>

/** The door. The wall behind it is row-level security. */
export function admit(app: FastifyInstance, files: Files, keepForLeaver: KeepForLeaver) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (request.is404) return
    refuseNul(request)
    const isBearer = request.routeOptions.config.bearer === true
    if (isTurnedAway(request))
      throw new NotSignedIn(isBearer ? undefined : await keepWhatWasSent(app, keepForLeaver, request, reply))
    checkPermission(request)
    if (reading.has(request.method) || isFromElsewhere(request)) return
    // A program says who it is in a header that no other site can make a browser send.
    const ofOurs = () => (isBearer ? Promise.resolve() : checkOrigin(app, request, reply))
    if (!request.isMultipart()) return ofOurs()
    await receiveForm(request, files, ofOurs)
    refuseNul(request)
  }
}

/** The one kind of form that is not ours: only where a route says so, and never with somebody behind it. */
function isFromElsewhere({ routeOptions, visitor }: FastifyRequest): boolean {
  return routeOptions.config.crossSite === true && routeOptions.config.permission === 'public' && visitor === null
}

function isTurnedAway({ visitor, routeOptions }: FastifyRequest): boolean {
  return visitor === null && routeOptions.config.permission !== undefined && routeOptions.config.permission !== 'public'
}

/** Only what our own page sent: nobody may plant words in another's form. */
async function keepWhatWasSent(
  app: FastifyInstance,
  keepForLeaver: KeepForLeaver,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | undefined> {
  const draft = reading.has(request.method) ? undefined : sentDraft(request.url, request.body)
  if (draft === undefined) return undefined
  await checkOrigin(app, request, reply)
  return (await keepForLeaver(request, draft)) ? draft.place : undefined
}

function checkPermission(request: FastifyRequest): void {
  const { permission } = request.routeOptions.config
  if (permission === undefined || permission === 'public') return
  const { visitor } = request
  if (visitor === null) throw new NotSignedIn()
  const face = faceOf(request.routeOptions.url ?? '')
  if (face !== 'open' && face !== visitor.face) throw new NotFound('page')
  if (permission !== 'signed-in' && !visitor.permissions.has(permission)) throw new NotPermitted(permission)
}

/** Our own pages send a same-origin request with the form's token; anything else is not from our pages. */
async function checkOrigin(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new NotPermitted('a form of this site')
  await new Promise<void>((resolve, reject) => {
    app.csrfProtection.call(app, request, reply, (fault?: Error) => {
      if (fault) reject(fault)
      else resolve()
    })
  })
}

/** PostgreSQL cannot store NUL, and no keyboard types it. */
function refuseNul(request: FastifyRequest): void {
  if (request.url.includes('%00') || holdsNul(request.body)) throw new BadRequest('a NUL character')
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, inner]) => key.includes('\0') || holdsNul(inner))
}
