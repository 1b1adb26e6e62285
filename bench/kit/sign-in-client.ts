import { z } from 'zod'
import { openRawClient, type RawAnswer, type RawClient } from './raw-client.ts'

export const Person = z.object({ email: z.string(), password: z.string(), code: z.string() })
export type Person = z.infer<typeof Person>

/** How long each of the two steps took, in milliseconds, and where the second led. */
export type SignedIn = { readonly first: number; readonly second: number; readonly status: number }

/** A browser that has the sign-in page open, and signs in as one person after another. */
export type SignInClient = {
  signIn(person: Person, address: string): Promise<SignedIn>
  close(): void
}

export async function openSignInClient(origin: string): Promise<SignInClient> {
  const client = await openRawClient(origin)
  const { host } = new URL(origin)
  const page = await client.ask(`GET /sign-in HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\n\r\n`)
  const session = { client, host, csrf: csrfIn(page), cookies: cookiesIn(page) }
  return {
    signIn: (person, address) => signIn(session, person, address),
    close: () => client.socket.destroy(),
  }
}

type Session = {
  readonly client: RawClient
  readonly host: string
  readonly csrf: string
  readonly cookies: readonly string[]
}

async function signIn({ client, host, csrf, cookies }: Session, person: Person, address: string): Promise<SignedIn> {
  const { email, password, code } = person
  const common = (kept: readonly string[]): string =>
    `Host: ${host}\r\nAccept: text/html\r\nX-Forwarded-For: ${address}\r\nCookie: ${kept.join('; ')}\r\n`
  const post = (path: string, fields: Readonly<Record<string, string>>, kept: readonly string[]): string => {
    const body = new URLSearchParams({ _csrf: csrf, ...fields }).toString()
    const type = 'Content-Type: application/x-www-form-urlencoded'
    return `POST ${path} HTTP/1.1\r\n${common(kept)}${type}\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`
  }
  const began = performance.now()
  const asked = await client.ask(post('/sign-in', { email, password, return: '' }, cookies))
  const first = performance.now() - began
  if (!asked.head.startsWith('HTTP/1.1 303')) return { first, second: 0, status: statusOf(asked) }
  const kept = [...cookies, ...cookiesIn(asked)]
  const page = await client.ask(`GET /sign-in/code HTTP/1.1\r\n${common(kept)}\r\n`)
  const digits = [...page.body.matchAll(/name="(digit-(\d))"/g)]
  if (digits.length === 0) throw new Error('the second step asks for no digits')
  const fields = Object.fromEntries(digits.map(([, name = '', position]) => [name, code[Number(position) - 1] ?? '']))
  const halfway = performance.now()
  const answered = await client.ask(post('/sign-in/code', fields, kept))
  return { first, second: performance.now() - halfway, status: statusOf(answered) }
}

function statusOf({ head }: RawAnswer): number {
  return Number(head.slice(9, 12))
}

function csrfIn({ body }: RawAnswer): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1]
  if (token === undefined) throw new Error('the sign-in page has no form')
  return token
}

function cookiesIn({ head }: RawAnswer): readonly string[] {
  return [...head.matchAll(/^set-cookie: ([^;\r\n]+)/gim)].map(([, cookie = '']) => cookie)
}
