import type { FastifyRequest } from 'fastify'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { Proof, Web } from '../../../../platform/web/web.ts'

const WORDS: Readonly<Record<Exclude<Proof, 'right'>, string>> = {
  wrong: 'Your password is not correct',
  locked: 'The password was wrong too often, so your account is locked. Ask a colleague to unlock it',
}

/** An act that moves money asks who is there: nothing when it is still the same person. */
export async function passwordFault(web: Web, request: FastifyRequest, password: string): Promise<FieldError[]> {
  if (password === '') return [{ field: 'password', text: 'Enter your password' }]
  const proof = await web.prove(request, password)
  return proof === 'right' ? [] : [{ field: 'password', text: WORDS[proof] }]
}
