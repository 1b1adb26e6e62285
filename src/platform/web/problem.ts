import type { FastifyReply, FastifyRequest } from 'fastify'

/** What is wrong with one value of a request, named by a JSON pointer, with the code that files and pages use too. */
export type ProblemFault = { readonly code: string; readonly pointer: string; readonly text: string }

type Problem = {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly faults?: readonly ProblemFault[]
  /** Members that only this problem has. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** Thrown by an operation of the API; answered as a problem document (RFC 9457). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

const codes: Readonly<Record<number, string>> = {
  400: 'bad-request',
  401: 'key-wrong',
  403: 'not-permitted',
  404: 'not-found',
  413: 'too-large',
  415: 'not-json',
  429: 'too-many-requests',
}

/** Programs are answered in JSON whatever they say they accept. */
export function isForPrograms({ url, routeOptions }: FastifyRequest): boolean {
  return routeOptions.config.bearer === true || url.startsWith('/api/')
}

export function sendProblem(reply: FastifyReply, request: FastifyRequest, problem: Problem): FastifyReply {
  const { status, code, title, faults, more } = problem
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="Provider Portal API"')
  return reply
    .code(status)
    .type('application/problem+json')
    .send({
      type: `/developers/errors#${code}`,
      title,
      status,
      code,
      instance: request.id,
      ...(faults && { faults }),
      ...more,
    })
}

export function codeOfStatus(status: number): string {
  return codes[status] ?? (status < 500 ? 'bad-request' : 'fault')
}
