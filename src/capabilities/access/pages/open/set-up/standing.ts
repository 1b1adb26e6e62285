import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Access } from '../../../commands/access.ts'
import { setUpCookie } from '../../../commands/cookies.ts'
import { settingUpIn, type Standing } from '../../../commands/setting-up.ts'

export const setUpAddress = '/set-up'
/** Open to whoever came by a link: what may be done is judged by what is being set up in this browser. */
export const open = { permission: 'public' } as const

export function browserIn(access: Access, request: FastifyRequest): string {
  return request.cookies[setUpCookie(access)] ?? ''
}

export function standingIn(access: Access, request: FastifyRequest): Promise<Standing | undefined> {
  return settingUpIn(access, browserIn(access, request))
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

/** Runs one task while its account may be set up here, from the second task on only after the password. */
export async function atTask(
  access: Access,
  { request, reply }: Exchange,
  task: (standing: Standing) => Promise<FastifyReply>,
  first = false,
): Promise<FastifyReply> {
  const standing = await standingIn(access, request)
  if (standing?.open !== true || !(standing.chosen || first)) return reply.redirect(setUpAddress, 303)
  return task(standing)
}
