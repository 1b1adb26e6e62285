import type { FastifyReply, FastifyRequest } from 'fastify'
import { gate, hashToken, type Access } from '../../commands/access.ts'
import {
  knownCookie,
  passkeyCookie,
  sessionCookie,
  setUpCookie,
  signOnCookie,
  stepCookie,
} from '../../commands/cookies.ts'
import { hasEnded } from '../../rules/session-limits.ts'
import { findSession, type SessionRow } from '../../store/sessions.ts'

export function keepSessionCookie(access: Access, reply: FastifyReply, token: string): void {
  reply.setCookie(sessionCookie(access), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: access.secureCookies,
  })
}

export function keepStepCookie(access: Access, reply: FastifyReply, token: string): void {
  keepForStep(access, reply, { name: stepCookie(access), token })
}

export function keepPasskeyCookie(access: Access, reply: FastifyReply, token: string): void {
  keepForStep(access, reply, { name: passkeyCookie(access), token })
}

type Kept = { readonly name: string; readonly token: string }

function keepForStep(access: Access, reply: FastifyReply, { name, token }: Kept): void {
  reply.setCookie(name, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: access.secureCookies,
    maxAge: 600,
  })
}

/** As long as browsers keep a cookie. Undefined for who came through their organisation: nothing is kept, nothing changes. */
export function keepKnownCookie(access: Access, reply: FastifyReply, known: string | undefined): void {
  if (known === undefined) return
  reply.setCookie(knownCookie(access), known, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: access.secureCookies,
    maxAge: 400 * 86_400,
  })
}

export function knownOf(access: Access, request: FastifyRequest): string | undefined {
  return request.cookies[knownCookie(access)]
}

export function keepSignOnCookie(access: Access, reply: FastifyReply, token: string): void {
  reply.setCookie(signOnCookie(access), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: access.secureCookies,
    maxAge: 600,
  })
}

export function keepSetUpCookie(access: Access, reply: FastifyReply, token: string): void {
  reply.setCookie(setUpCookie(access), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: access.secureCookies,
  })
}

export function dropCookie(access: Access, reply: FastifyReply, name: string): void {
  reply.clearCookie(name, { path: '/', httpOnly: true, secure: access.secureCookies })
}

/** A live session, whether or not a place to work has been chosen in it. */
export async function sessionOf(
  access: Access,
  request: FastifyRequest,
): Promise<(SessionRow & { readonly token: string }) | undefined> {
  const token = request.cookies[sessionCookie(access)]
  if (token === undefined) return undefined
  const session = await access.db.read(gate, (tx) => findSession(tx, hashToken(token)))
  if (session === undefined || session.status !== 'active' || hasEnded(session, access.clock.now())) return undefined
  return { ...session, token }
}

export function browserOf(request: FastifyRequest): string {
  return (request.headers['user-agent'] ?? '').slice(0, 200)
}
