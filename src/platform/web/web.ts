import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { z } from 'zod'
import { NotFound } from '../../core/errors.ts'
import { formatTime } from '../../core/format.ts'
import { londonMoment, type Clock } from '../clock.ts'
import type { Db } from '../db/db.ts'
import { listDrafts, recordDraft, removeDraft, type Draft, type DraftPlace } from '../drafts.ts'
import type { Tx } from '../db/tx.ts'
import { getStoredFile } from '../files/stored-file.ts'
import type { Actor, Answer, Work, WorkRunner } from '../work.ts'
import { answersOf, sentDraft, type SentDraft } from './drafts.ts'
import { formatInstant } from './format-instant.ts'
import { BadRequest, NotSignedIn } from './faults.ts'
import type { FieldError, FormView } from './forms.tsx'
import { renderPage } from './render.ts'
import type { NavigationEntry, ViewContext } from './view-context.ts'
import { sendStoredFile } from './send-file.ts'
import { uploadsOf, type Files, type FormUploads } from './uploads.ts'
import { actorOf, type Permission, type Visitor } from './visitor.ts'

/** What a route needs to answer: who asks, their rows, their work, their page. */
export type Web = {
  readonly clock: Clock
  /** Where files lie: what a page or API has found to be its visitor's may be read here by its id. */
  readonly files: Files
  visitor(request: FastifyRequest): Visitor
  may(request: FastifyRequest, permission: Permission): boolean
  /** Whether the visitor sees some services or contracts of the organisation, and not all of it. */
  isNarrow(request: FastifyRequest): boolean
  read<T>(request: FastifyRequest, use: (tx: Tx) => Promise<T>): Promise<T>
  /** The same for the page of one thing, whose statements find by key: their plans are kept. */
  readOne<T>(request: FastifyRequest, use: (tx: Tx) => Promise<T>): Promise<T>
  /** Once per form: a double click or a repeat gets the first answer. A refusal is rolled back and may be tried again. */
  inWork<T extends Answered>(request: FastifyRequest, act: (work: Work) => Promise<T>): Promise<T>
  /** Writes that something was read, beside whatever a form asks: it takes neither the form’s key nor its draft. */
  note(request: FastifyRequest, act: (work: Work) => Promise<void>): Promise<void>
  view(request: FastifyRequest): ViewContext
  /** The service navigation of whoever would hold these permissions, in words. */
  menu(face: NavigationItem['face'], permissions: ReadonlySet<Permission>): readonly string[]
  /** With what this person typed on the page before and did not send; a function says itself how that fits in. */
  form(request: FastifyRequest, values?: Values | ((kept: Values) => Values), errors?: readonly FieldError[]): FormView
  html(reply: FastifyReply, page: VNode, status?: number): FastifyReply
  /** An address that none of our pages would link to is not found. */
  params<S extends z.ZodType>(request: FastifyRequest, schema: S): z.infer<S>
  /** A query or body that none of our forms could send is a bad request. */
  parse<S extends z.ZodType>(schema: S, input: unknown): z.infer<S>
  /** What a field of a multipart form brought: good files, and the faults to show beside the field. */
  uploads(request: FastifyRequest, field: string): FormUploads
  /** A stored file of the visitor's scope, as an attachment. The caller has found it among its own rows first. */
  sendFile(request: FastifyRequest, reply: FastifyReply, fileId: string): Promise<FastifyReply>
  /** What this person has begun on a page and not sent; `web.form` puts it into the boxes. */
  drafts(visitor: Visitor, place: string): Promise<readonly Draft[]>
  keepDraft(visitor: Visitor, draft: SentDraft): Promise<void>
  removeDraft(visitor: Visitor, draft: DraftPlace): Promise<void>
  /** Shown once, on the page after the redirect. */
  flash(reply: FastifyReply, text: string): void
}

type Values = Readonly<Record<string, string>>
/** A command's outcome as it can be kept for a repeat; a refusal's data is for the page only. */
type Answered = { readonly ok: true; readonly value: Answer } | { readonly ok: false; readonly refusal: object }

/** An entry of the service navigation, shown to whoever holds the permission. */
export type NavigationItem = {
  readonly face: 'provider' | 'council'
  readonly href: string
  readonly text: string
  readonly permission: Permission
  /** How the addresses of other pages begin that belong here too. */
  readonly also?: string | readonly string[]
  /** How many wait there, asked for together with what the page reads. */
  readonly count?: (tx: Tx) => Promise<number>
}

export type WebParts = {
  readonly db: Db
  readonly clock: Clock
  readonly work: WorkRunner
  readonly navigation: readonly NavigationItem[]
  readonly assets: ViewContext['assets']
  readonly files: Files
}

export function createWeb(parts: WebParts): Web {
  return {
    clock: parts.clock,
    files: parts.files,
    visitor: visitorOf,
    may: (request, permission) => visitorOf(request).permissions.has(permission),
    isNarrow: (request) => visitorOf(request).scope.role === 'portal_provider_scoped',
    read: (request, use) => readCounting(parts, request, 'read', use),
    readOne: (request, use) => readCounting(parts, request, 'readOne', use),
    inWork: (request, act) => keyedWork(parts.work, request, act),
    note: (request, act) => parts.work.run(actorBehind(request), act),
    view: (request) => viewOf(parts, request),
    menu: (face, permissions) =>
      parts.navigation.filter((item) => item.face === face && permissions.has(item.permission)).map(({ text }) => text),
    form: (request, values = {}, errors = []) => ({
      csrf: request.csrfToken,
      // What was sent and refused is newer than what was kept.
      values: withKept(values, errors.length > 0 ? {} : answersOf(request.drafts)),
      errors,
      idempotencyKey: randomUUID(),
      drafts: request.drafts,
    }),
    // As bytes: a long text would be walked once for its length and once more to be written.
    html: (reply, page, status = 200) =>
      reply
        .code(status)
        .type('text/html; charset=utf-8')
        .send(Buffer.from(renderPage(page))),
    params: (request, schema) => {
      const parsed = schema.safeParse(request.params)
      if (!parsed.success) throw new NotFound('page')
      return parsed.data
    },
    parse: (schema, input) => {
      const parsed = schema.safeParse(input)
      if (!parsed.success) throw new BadRequest(parsed.error.message)
      return parsed.data
    },
    uploads: uploadsOf,
    sendFile: (request, reply, fileId) => sendFileOf(parts, { request, reply, fileId }),
    drafts: ({ scope }, place) =>
      parts.db.read(scope, (tx) => listDrafts(tx, scope, { place, now: parts.clock.now() })),
    keepDraft: ({ scope }, draft) =>
      parts.db.write(scope, (tx) => recordDraft(tx, scope, { ...draft, now: parts.clock.now() })),
    removeDraft: ({ scope }, draft) => parts.db.write(scope, (tx) => removeDraft(tx, scope, draft)),
    flash: (reply, text) => {
      reply.setCookie('portal-said', Buffer.from(text).toString('base64url'), {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
      })
    },
  }
}

type Sending = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly fileId: string }

async function sendFileOf({ db, files }: WebParts, { request, reply, fileId }: Sending): Promise<FastifyReply> {
  const { scope } = visitorOf(request)
  const providerId = scope.role === 'portal_council' ? undefined : scope.providerId
  const file = await db.read(scope, (tx) => getStoredFile(tx, fileId, providerId))
  return sendStoredFile(reply, files, { councilId: scope.councilId, file })
}

function withKept(values: Values | ((kept: Values) => Values), kept: Values): Values {
  return typeof values === 'function' ? values(kept) : { ...values, ...kept }
}

function visitorOf(request: FastifyRequest): Visitor {
  if (request.visitor === null) throw new NotSignedIn()
  return request.visitor
}

/** What waits behind the entries of the navigation travels with the page's own statements, in the same round trip. */
function readCounting<T>(
  { db, navigation }: WebParts,
  request: FastifyRequest,
  how: 'read' | 'readOne',
  use: (tx: Tx) => Promise<T>,
): Promise<T> {
  const visitor = visitorOf(request)
  const counted = navigation.flatMap((item) =>
    item.count !== undefined && request.waiting === undefined && shownTo(visitor, item)
      ? [{ href: item.href, count: item.count }]
      : [],
  )
  if (counted.length === 0) return db[how](visitor.scope, use)
  return db[how](visitor.scope, async (tx) => {
    const counting = counted.map(async ({ href, count }) => [href, await count(tx)] as const)
    const [value, counts] = await Promise.all([use(tx), Promise.all(counting)])
    request.waiting = new Map(counts)
    return value
  })
}

function actorBehind(request: FastifyRequest): Actor {
  return { ...actorOf(visitorOf(request)), address: request.ip }
}

/** Thrown to roll a refusal back and caught at once: a refusal changes nothing and uses up no key. */
class Refusing<R> extends Error {
  override readonly name = 'Refusing'
  readonly refusal: R
  constructor(refusal: R) {
    super('refused')
    this.refusal = refusal
  }
}

async function keyedWork<T extends Answered>(
  work: WorkRunner,
  request: FastifyRequest,
  act: (work: Work) => Promise<T>,
): Promise<T> {
  const actor = actorBehind(request)
  const deciding = async (unit: Work): Promise<T> => {
    const outcome = await act(unit)
    if (!outcome.ok) throw new Refusing(outcome)
    const draft = sentDraft(request.url, request.body)
    if (draft !== undefined) await removeDraft(unit.tx, unit.actor.scope, draft)
    return outcome
  }
  try {
    const { key, body } = keyOf(request)
    if (key === undefined) return await work.run(actor, deciding)
    return (await work.runOnce(actor, { key, body }, async (unit) => (await deciding(unit)) as Answer)) as T
  } catch (fault) {
    if (fault instanceof Refusing) return fault.refusal as T
    throw fault
  }
}

/** The hash of the body is kept: a quick hash of a password, or of the few digits of a bank account, must not be. */
const leftOut = new Set(['_csrf', 'password', 'sortCode', 'accountNumber'])

/** The form's key, and what was sent with it less what differs between two copies of one form, and less the secrets. */
function keyOf(request: FastifyRequest): { key: string | undefined; body: unknown } {
  const { body } = request
  if (request.routeOptions.config.bearer === true) {
    const { 'idempotency-key': key, 'if-match': basedOn } = request.headers
    return {
      key: typeof key === 'string' ? key : undefined,
      body: [request.method, request.url, basedOn ?? null, body],
    }
  }
  if (typeof body !== 'object' || body === null) return { key: undefined, body }
  const { _key: key, ...sent } = body as Record<string, unknown>
  const rest = Object.fromEntries(Object.entries(sent).filter(([name]) => !leftOut.has(name)))
  return {
    key: typeof key === 'string' && key.length >= 8 && key.length <= 255 ? key : undefined,
    body: [request.url, rest],
  }
}

function viewOf({ assets, navigation, clock }: WebParts, request: FastifyRequest): ViewContext {
  const { visitor } = request
  const common = {
    csrf: request.csrfToken,
    nonce: request.nonce,
    path: request.url,
    assets,
  }
  const banner = request.said === undefined ? {} : { banner: { text: request.said, kind: 'success' as const } }
  if (visitor === null) return { ...common, ...banner, face: 'public', navigation: [] }
  return {
    ...common,
    ...banner,
    face: visitor.face,
    council: { name: visitor.council.name, shortName: visitor.council.shortName, colour: visitor.council.colour },
    workplace: visitor.workplace,
    person: { name: visitor.name },
    ...(visitor.unread !== undefined && { unread: visitor.unread }),
    ...(visitor.acting && { acting: { forName: visitor.acting.forName, until: formatInstant(visitor.acting.until) } }),
    navigation: entriesOf(
      navigation.filter((item) => shownTo(visitor, item)),
      request,
    ),
    idleSeconds: visitor.idleSeconds,
    idleUntil: formatTime(londonMoment(new Date(clock.now().getTime() + visitor.idleSeconds * 1_000)).time),
  }
}

function shownTo(visitor: Visitor, item: NavigationItem): boolean {
  return item.face === visitor.face && visitor.permissions.has(item.permission)
}

/** The longest address that leads to this page is where the person is: below Home lies everything. */
function entriesOf(items: readonly NavigationItem[], { url, waiting }: FastifyRequest): NavigationEntry[] {
  const path = url.split('?', 1)[0] ?? url
  const isUnder = (start: string) => path === start || path.startsWith(`${start}/`)
  const leading = items.filter(({ href, also = [] }) => isUnder(href) || [also].flat().some(isUnder))
  const nearest = Math.max(...leading.map(({ href }) => href.length))
  return items.map(({ href, text }) => ({
    href,
    text,
    current: leading.some((item) => item.href === href) && href.length === nearest,
    count: waiting?.get(href),
  }))
}
