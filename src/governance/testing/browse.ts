import type { FastifyInstance } from 'fastify'

export type Answer = { readonly status: number; readonly body: string; readonly isHtml: boolean }
export type Fields = readonly (readonly [name: string, value: string])[]

/** Somebody with a session of their own, asking the running product. The cookie of nobody is none. */
export type Browsing = {
  readonly get: (address: string) => Promise<Answer>
  readonly post: (address: string, fields: Fields) => Promise<Answer>
}

/** The token of a planted session is the id of the membership that it is for. */
export async function browseAs(app: FastifyInstance, membershipId: string | null): Promise<Browsing> {
  const cookies: Record<string, string> = membershipId === null ? {} : { portal: membershipId }
  const help = await app.inject({ method: 'GET', url: '/sign-in' })
  for (const { name, value } of help.cookies) if (name === 'form') cookies['form'] = value
  const token = /name="_csrf" value="([^"]+)"/.exec(help.body)?.[1] ?? ''
  const ask = async (method: 'GET' | 'POST', url: string, payload?: string): Promise<Answer> => {
    const headers = payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
    const reply = await app.inject({ method, url, cookies, headers, ...(payload === undefined ? {} : { payload }) })
    const isHtml = String(reply.headers['content-type']).startsWith('text/html')
    return { status: reply.statusCode, body: reply.body, isHtml }
  }
  return {
    get: (address) => ask('GET', address),
    post: (address, fields) => {
      const body = new URLSearchParams({ _csrf: token })
      for (const [name, value] of fields) if (name !== '_csrf') body.append(name, value)
      return ask('POST', address, body.toString())
    },
  }
}
