import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../platform/clock.ts'
import { NotFound } from '../../../../core/errors.ts'
import type { Outcome } from '../../../../core/outcome.ts'
import { workRunner, type Work } from '../../../../platform/work.ts'
import { gate, hashToken, type Access } from '../../commands/access.ts'
import { signOnActor } from '../../commands/sign-on/come-back.ts'
import { scimFault, type ScimFault } from '../../rules/scim.ts'
import { findSpeaker, type Speaker } from '../../store/scim/tokens.ts'
import { errorResponse, MEDIA_TYPE } from './shapes.ts'

const BODY_BYTES = 512 * 1024
/** A directory sends a few a second at most; whoever guesses tokens is slowed down. */
const rateLimit = { max: 1_200, timeWindow: '1 minute' }

/** Thrown to leave the unit of work, so that nothing of a refused request stays. */
class ScimRefused extends Error {
  override readonly name = 'ScimRefused'
  readonly fault: ScimFault
  constructor(fault: ScimFault) {
    super(fault.detail)
    this.fault = fault
  }
}

export type Scim = {
  readonly base: string
  /** Of every route: who may come, and errors in the shape of RFC 7644. */
  readonly options: {
    readonly config: { readonly permission: 'public'; readonly bearer: true; readonly rateLimit: typeof rateLimit }
    readonly bodyLimit: number
    /** Before anything of the request is read: a stranger learns nothing of what would be wrong with it. */
    readonly onRequest: (request: FastifyRequest) => Promise<void>
    readonly errorHandler: (fault: Error, request: FastifyRequest, reply: FastifyReply) => FastifyReply
  }
  /** One unit of work of the directory that the token speaks for. */
  work<T>(request: FastifyRequest, act: (work: Work, speaker: Speaker) => Promise<Outcome<T, ScimFault>>): Promise<T>
  send(reply: FastifyReply, status: number, body: object): FastifyReply
}

export function scimOf(access: Access): Scim {
  const runner = workRunner(access.db, access.clock)
  const speakers = new WeakMap<FastifyRequest, Speaker>()
  return {
    base: `${access.origin}/scim/v2`,
    options: {
      config: { permission: 'public', bearer: true, rateLimit },
      bodyLimit: BODY_BYTES,
      onRequest: async (request) => void speakers.set(request, await speakerOf(access, request)),
      errorHandler: answerFault,
    },
    work: async (request, act) => {
      const who = speakers.get(request)
      if (who === undefined) throw new Error('the token of this request was not asked for')
      const actor = signOnActor(who, `SCIM (${who.name})`)
      return runner.run(actor, async (work) => {
        const outcome = await act(work, who)
        if (!outcome.ok) throw new ScimRefused(outcome.refusal)
        return outcome.value
      })
    },
    send,
  }
}

function send(reply: FastifyReply, status: number, body: object): FastifyReply {
  return reply.code(status).type(MEDIA_TYPE).send(JSON.stringify(body))
}

function answerFault(fault: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, type, detail } = faultOf(fault)
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="Provider Portal SCIM"')
  if (status >= 500) request.log.error(fault)
  return send(reply, status, errorResponse({ status, type, detail }))
}

async function speakerOf({ db, clock }: Access, request: FastifyRequest): Promise<Speaker> {
  const token = /^Bearer ([\w.~+/-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
  const now = clock.now()
  const found =
    token === undefined
      ? undefined
      : await db.write(gate, (tx) => findSpeaker(tx, hashToken(token), { today: londonToday(now), now }))
  if (found === undefined)
    throw new ScimRefused(scimFault(401, undefined, 'the token is missing, wrong, ended or expired'))
  return found
}

function faultOf(fault: Error): ScimFault {
  if (fault instanceof ScimRefused) return fault.fault
  if (fault instanceof NotFound) return scimFault(404, undefined, 'not found')
  if (fault instanceof z.ZodError) return scimFault(400, 'invalidSyntax', fault.issues[0]?.message ?? 'wrong shape')
  return byStatus('statusCode' in fault ? Number(fault.statusCode) : 500)
}

function byStatus(status: number): ScimFault {
  if (status === 413) return scimFault(413, undefined, 'the request is too large')
  if (status === 429) return scimFault(429, undefined, 'too many requests')
  return status >= 400 && status < 500
    ? scimFault(status, 'invalidSyntax', 'the request cannot be read')
    : scimFault(500, undefined, 'the request failed; nothing was changed')
}
