import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { UploadRule } from '../files/kinds.ts'
import { ApiProblem, type ProblemFault } from './problem.ts'
import type { Permission } from './visitor.ts'

export const API = '/api/v1'

export const subjects = [
  'Care',
  'Actuals',
  'Absences',
  'Visits',
  'Files',
  'Money',
  'Tasks',
  'Checking',
  'Sandbox',
] as const
export type Subject = (typeof subjects)[number]

/** One thing a program can ask for: what it is, what it takes and what it answers, in schemas that judge and document. */
export type Operation = {
  readonly id: string
  readonly method: 'GET' | 'PUT' | 'POST'
  /** Below /api/v1, with its parameters in braces. */
  readonly path: string
  readonly permission: Permission | 'public' | 'signed-in'
  /** Under which heading it is described. */
  readonly about: Subject
  readonly summary: string
  readonly description: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** A file in the part `file` of a multipart form, with the body's members as its other parts. */
  readonly upload?: UploadRule
  readonly answer: z.ZodType
  /** When the answer is a file: what it may be. The schema then says nothing. */
  readonly answersFile?: readonly string[]
  /** Asked so often in a minute from one address, because nobody has to say who they are. */
  readonly perMinute?: number
  /** Answers an ETag; a change needs it back as If-Match. */
  readonly versioned?: boolean
  /** Statuses beside those that every operation has, and when. */
  readonly refusals: readonly { readonly status: number; readonly code: string; readonly when: string }[]
  readonly example: {
    readonly path: string
    readonly body?: unknown
    readonly answer: unknown
  }
}

type Handle = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> | FastifyReply

const IdempotencyKey = z.string().regex(/^[\x21-\x7e]{8,255}$/)

/** Known by a key in the Authorization header and never by a cookie. Whatever changes something names its own repeat. */
export function mountOperation(app: FastifyInstance, operation: Operation, handle: Handle): void {
  const { method, path, permission, upload, perMinute } = operation
  app.route({
    method,
    url: `${API}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    config: {
      permission,
      bearer: true,
      ...(!changes(operation) && { keepsNothing: true as const }),
      ...(upload && { upload }),
      ...(perMinute !== undefined && { rateLimit: { max: perMinute, timeWindow: '1 minute' } }),
    },
    handler: (request, reply) => {
      if (changes(operation)) needIdempotencyKey(request)
      stamp(request, reply)
      return handle(request, reply)
    },
  })
}

/** What nobody has to come in for keeps nothing, so that it may be asked again. */
export function changes({ method, permission }: Operation): boolean {
  return method !== 'GET' && permission !== 'public'
}

/** Whether it has to say which version it is based on. */
export function needsVersion(operation: Operation): boolean {
  return operation.versioned === true && changes(operation)
}

/** Whoever reads an answer, or a log of it, sees whether it was about real people. */
function stamp({ visitor }: FastifyRequest, reply: FastifyReply): void {
  if (visitor === null) return
  reply.header('portal-environment', visitor.sandbox === undefined ? 'live' : 'sandbox')
  if (visitor.sandbox !== undefined) reply.header('portal-days-ahead', String(visitor.sandbox.daysAhead))
}

function needIdempotencyKey({ headers }: FastifyRequest): void {
  if (IdempotencyKey.safeParse(headers['idempotency-key']).success) return
  const title = 'Send an Idempotency-Key header of 8 to 255 characters, a new one for each change'
  throw new ApiProblem({ status: 400, code: 'idempotency-key-missing', title })
}

/** What a request says, or a problem that names each fault by a JSON pointer: 400 for a query, 422 for a body. */
export function readQuery<S extends z.ZodType>(schema: S, request: FastifyRequest): z.infer<S> {
  return readPart(schema, request.query, { status: 400, code: 'query-wrong', title: 'The query cannot be read' })
}

export function readBody<S extends z.ZodType>(schema: S, request: FastifyRequest): z.infer<S> {
  return readPart(schema, request.body, { status: 422, code: 'body-wrong', title: 'The body is not as documented' })
}

type Wrong = { readonly status: number; readonly code: string; readonly title: string }

function readPart<S extends z.ZodType>(schema: S, input: unknown, wrong: Wrong): z.infer<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.slice(0, 100).map(({ path, message }): ProblemFault => ({
    code: wrong.code,
    pointer: path.map((part) => `/${String(part)}`).join(''),
    text: message,
  }))
  throw new ApiProblem({ ...wrong, faults })
}

const Tag = z.string().regex(/^"\d{1,9}"$/)

/** The version that a change is based on, as its ETag said; "0" where nothing stood. */
export function versionOf({ headers }: FastifyRequest): number {
  const tag = headers['if-match']
  if (tag === undefined)
    throw new ApiProblem({ status: 428, code: 'if-match-missing', title: 'Send the ETag you read as If-Match' })
  const parsed = Tag.safeParse(tag)
  if (!parsed.success)
    throw new ApiProblem({ status: 400, code: 'if-match-wrong', title: 'If-Match must be one ETag, like "3"' })
  return Number(parsed.data.slice(1, -1))
}

export function etagOf(version: number): string {
  return `"${String(version)}"`
}

/** A page of a list: how many, and what the page before named as its end. */
export const Paging = {
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Rows of a page, 100 at most'),
  cursor: z.string().max(200).optional().describe('The `next` of the page before'),
}

/** Opaque to whoever gets it. */
export function cursorOf(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

export function readCursor<S extends z.ZodType>(schema: S, cursor: string | undefined): z.infer<S> | undefined {
  if (cursor === undefined) return undefined
  const parsed = schema.safeParse(valuesIn(cursor))
  if (parsed.success) return parsed.data
  throw new ApiProblem({ status: 400, code: 'cursor-wrong', title: 'The cursor is not one that this list gave' })
}

function valuesIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

/** The rows of the page and where the next begins: one row more than asked for tells that it does. */
export function pageOf<T>(rows: readonly T[], limit: number, ends: (row: T) => readonly string[]) {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last !== undefined ? cursorOf(ends(last)) : null }
}
