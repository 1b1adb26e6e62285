import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import formbody from '@fastify/formbody'
import rateLimit from '@fastify/rate-limit'
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import helmet from 'helmet'
import { CONTENT_REPORTS, CONTENT_REPORTS_GROUP, contentReports } from './content-reports.ts'
import { admit, type KeepForLeaver, type Register, registerOf } from './admission.ts'
import { draftRoutes, loadDrafts } from './draft-routes.ts'
import type { ShownDrafts } from './drafts.ts'
import { answerFault, answerNotFound } from './fault-pages.tsx'
import { NotFound } from '../../core/errors.ts'
import { NotPermitted } from './faults.ts'
import { noteOdd } from './odd-requests.ts'
import type { TravellingClock } from '../clock.ts'
import { serveAssets } from './assets.ts'
import { takeUploads } from './uploads.ts'
import type { Permission, Visitor } from './visitor.ts'
import type { Web } from './web.ts'

declare module 'fastify' {
  interface FastifyRequest {
    visitor: Visitor | null
    csrfToken: string
    /** What the scripts and rules that stand in this page itself are known by. */
    nonce: string
    /** What the page before the redirect wanted said. */
    said: string | undefined
    /** How many wait behind an entry of the navigation, by its address; absent until the page has read. */
    waiting: ReadonlyMap<string, number> | undefined
    /** The page whose forms keep drafts, with those that this person has of it. */
    drafts: ShownDrafts | undefined
  }
  interface FastifyContextConfig {
    /** Who may come here. A route without one does not start. */
    permission?: Permission | 'public' | 'signed-in'
    /** An act that binds, in words: 'sign an agreement'. False when the permission would bind and this act does not. */
    stepUp?: string | false
    /** Known by a token in a header of its own and never by a cookie, so no other site can make a browser send it. */
    bearer?: true
    /** Sent by a form of another site, as SAML has it: no cookie of ours is read, and what it brings is signed. */
    crossSite?: true
    /** Whatever its method, nothing is kept of what is sent: a file is checked and forgotten. */
    keepsNothing?: true
    /** What is typed on this page is kept until it is sent, and is there again after signing in. */
    drafts?: boolean
  }
}

export type ServerOptions = {
  /** The address people type, 'https://portal.example'. Cookies are locked to it when it is https. */
  readonly origin: string
  readonly cookieSecret: string
  readonly assetsDir: string
  readonly logger: boolean | { readonly level: string }
  readonly findVisitor: (request: FastifyRequest) => Promise<Visitor | null>
  /** Whose session it was that has ended, so that what they still send is kept for them. */
  readonly findLeaver?: (request: FastifyRequest) => Promise<Visitor | null>
  readonly web: Web
  /** Comes before an act: answers by itself when somebody first has to show again that it is still them. */
  readonly stepUp: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>
  readonly trustProxy: boolean
  /** The clock that pages and commands read: in a sandbox it is ahead. */
  readonly travels?: Pick<TravellingClock, 'ahead'>
  /** Told of every page and act that somebody who is signed in was refused. */
  readonly onRefused?: (refusal: Refused) => void
}

export type Refused = {
  readonly accountId: string
  /** Where they work: another council is not told what was tried here. */
  readonly councilId: string
  readonly kind: 'not-found' | 'not-permitted'
  readonly route: string
  readonly address: string
}

export type Faces = {
  readonly open: FastifyInstance
  readonly provider: FastifyInstance
  readonly council: FastifyInstance
}

/** Everything a request passes before it meets a page, in order: limits, headers, who is asking, may they, is it theirs. */
export async function createServer(
  options: ServerOptions,
  mount: (faces: Faces) => Promise<void>,
): Promise<{ app: FastifyInstance; register: Register }> {
  const secure = options.origin.startsWith('https:')
  const app = fastify({
    logger: options.logger,
    trustProxy: options.trustProxy,
    bodyLimit: 1_048_576,
    // A scan of several pages over a slow line takes longer than a page; a body of text is bounded anyway.
    requestTimeout: 120_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
    routerOptions: { maxParamLength: 200 },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID().slice(0, 8),
  })
  const register = registerOf(app)
  app.decorateRequest('visitor', null)
  app.decorateRequest('csrfToken', '')
  app.decorateRequest('nonce', '')
  app.decorateRequest('said', undefined)
  app.decorateRequest('waiting', undefined)
  app.decorateRequest('drafts', undefined)
  await app.register(cookie, { secret: options.cookieSecret })
  await app.register(formbody, { bodyLimit: 1_048_576 })
  await takeUploads(app)
  await app.register(rateLimit, { global: false })
  keepInPlace(app, secure)
  await app.register(csrf, {
    cookieKey: secure ? '__Host-form' : 'form',
    cookieOpts: { path: '/', httpOnly: true, sameSite: 'strict', secure, signed: false },
  })
  app.setErrorHandler<FastifyError>((fault, request, reply) => {
    const refused = refusalOf(fault, request)
    if (refused !== undefined) options.onRefused?.(refused)
    noteOdd(fault, request)
    return answerFault(options.web, fault, request, reply)
  })
  app.setNotFoundHandler((request, reply) => answerNotFound(options.web, request, reply))
  await serveAssets(app, options.assetsDir)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    reply.header('reporting-endpoints', `${CONTENT_REPORTS_GROUP}="${CONTENT_REPORTS}"`)
    if (isAsset(request)) return
    request.said = takeFlash(request, reply)
    const { bearer, crossSite } = request.routeOptions.config
    if (crossSite !== true) request.visitor = await options.findVisitor(request)
    // What is known by a token of its own has no form, and so no cookie of one. Nor has what another site sends: the
    // cookies that its form could not bring must not be replaced.
    if (bearer !== true && crossSite !== true) request.csrfToken = reply.generateCsrf()
  })
  if (options.travels !== undefined) app.addHook('preValidation', inItsTime(options.travels))
  app.addHook('preHandler', admit(app, options.web.files, keepForLeaver(options)))
  app.addHook('preHandler', options.stepUp)
  app.addHook('preHandler', (request) => loadDrafts(options.web, request))
  draftRoutes(app, options.web)
  await contentReports(app)
  await mountFaces(app, mount)
  return { app, register }
}

/** After the body is read, because reading it loses what belongs to the request. */
function inItsTime({ ahead }: Pick<TravellingClock, 'ahead'>) {
  return ({ visitor }: FastifyRequest, _reply: FastifyReply, next: () => void): void => {
    ahead(visitor?.sandbox?.daysAhead ?? 0, next)
  }
}

function keepForLeaver({ web, findLeaver }: ServerOptions): KeepForLeaver {
  return async (request, draft) => {
    const leaver = (await findLeaver?.(request)) ?? null
    if (leaver === null) return false
    await web.keepDraft(leaver, draft)
    return true
  }
}

/** A thing that is absent or somebody else's, and what needs a permission. An address that no route has is neither. */
function refusalOf(fault: Error, request: FastifyRequest): Refused | undefined {
  const { visitor, ip: address, routeOptions } = request
  const route = `${request.method} ${routeOptions.url ?? ''}`
  if (visitor === null) return undefined
  const where = { accountId: visitor.accountId, councilId: visitor.council.id, route, address }
  if (fault instanceof NotPermitted) return { ...where, kind: 'not-permitted' }
  return fault instanceof NotFound ? { ...where, kind: 'not-found' } : undefined
}

async function mountFaces(app: FastifyInstance, mount: (faces: Faces) => Promise<void>): Promise<void> {
  const faces: { provider?: FastifyInstance; council?: FastifyInstance } = {}
  await app.register(
    (face, _options, ready) => {
      faces.provider = face
      ready()
    },
    { prefix: '/provider' },
  )
  await app.register(
    (face, _options, ready) => {
      faces.council = face
      ready()
    },
    { prefix: '/council' },
  )
  const { provider, council } = faces
  if (provider === undefined || council === undefined) throw new Error('a face did not mount')
  await mount({ open: app, provider, council })
}

/** The headers that say what a page may load and where it may be shown. */
function keepInPlace(app: FastifyInstance, secure: boolean): void {
  const setHeaders = helmet(headers(secure))
  app.addHook('onRequest', (request, reply, next) => {
    request.nonce = randomBytes(16).toString('hex')
    setHeaders(request.raw, Object.assign(reply.raw, { nonce: request.nonce }), () => next())
  })
}

function headers(secure: boolean) {
  const ofThisPage = (_request: IncomingMessage, { nonce = '' }: ServerResponse & { readonly nonce?: string }) =>
    `'nonce-${nonce}'`
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ofThisPage],
        styleSrc: ["'self'", ofThisPage],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        reportUri: [CONTENT_REPORTS],
        reportTo: [CONTENT_REPORTS_GROUP],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    crossOriginOpenerPolicy: { policy: 'same-origin' as const },
    crossOriginResourcePolicy: { policy: 'same-origin' as const },
    referrerPolicy: { policy: 'same-origin' as const },
    xFrameOptions: { action: 'deny' as const },
  }
}

function isAsset(request: FastifyRequest): boolean {
  return request.url.startsWith('/assets/') || request.url.startsWith('/health/')
}

function takeFlash(request: FastifyRequest, reply: FastifyReply): string | undefined {
  const said = request.cookies['portal-said']
  if (said === undefined || request.method !== 'GET') return undefined
  reply.clearCookie('portal-said', { path: '/' })
  return Buffer.from(said, 'base64url').toString('utf8').slice(0, 300)
}
