import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

/** Where browsers say what the content policy stopped: a page of ours that broke, or a script that is not ours. */
export const CONTENT_REPORTS = '/reports/content'
/** The name by which the policy speaks of that address. */
export const CONTENT_REPORTS_GROUP = 'content'

const MOST_BYTES = 16_384
const kinds = ['application/csp-report', 'application/reports+json']
const text = z.string().max(2_000).default('')

/** As browsers have sent it for long, and as newer ones gather several. */
const Old = z.object({
  'csp-report': z.object({ 'document-uri': text, 'effective-directive': text, 'blocked-uri': text }),
})
const New = z.array(z.object({ body: z.object({ documentURL: text, effectiveDirective: text, blockedURL: text }) }))

type Stopped = { readonly page: string; readonly directive: string; readonly blocked: string }

/** Nothing is kept but a line in the program's log, which holds no id, no token and nothing that somebody searched for. */
export async function contentReports(app: FastifyInstance): Promise<void> {
  await app.register((scope, _options, ready) => {
    scope.addContentTypeParser(kinds, { parseAs: 'string', bodyLimit: MOST_BYTES }, (_request, body, done) => {
      done(null, body)
    })
    const rateLimit = { max: 30, timeWindow: '1 minute' }
    const config = { permission: 'public', bearer: true, keepsNothing: true, rateLimit } as const
    scope.post(CONTENT_REPORTS, { config }, async (request, reply) => {
      for (const stopped of stoppedIn(request.body).slice(0, 10))
        request.log.warn(stopped, 'the content policy stopped something')
      return reply.code(204).send()
    })
    ready()
  })
}

function stoppedIn(body: unknown): readonly Stopped[] {
  const said = typeof body === 'string' ? jsonOf(body) : undefined
  const old = Old.safeParse(said)
  if (old.success) {
    const report = old.data['csp-report']
    return [stoppedOf(report['document-uri'], report['effective-directive'], report['blocked-uri'])]
  }
  const news = New.safeParse(said)
  const reports = news.success ? news.data : []
  return reports.map(({ body: report }) => stoppedOf(report.documentURL, report.effectiveDirective, report.blockedURL))
}

function stoppedOf(page: string, directive: string, blocked: string): Stopped {
  const to = URL.parse(blocked)
  return {
    page: withoutNames(URL.parse(page)?.pathname ?? ''),
    directive: directive.replaceAll(/[^a-z-]/g, '').slice(0, 40),
    // 'inline' and 'eval' are words and no addresses.
    blocked: to === null ? blocked.replaceAll(/[^a-z-]/g, '').slice(0, 40) : to.origin,
  }
}

/** An id or the token of a link is long; the words of our addresses are not. */
function withoutNames(pathname: string): string {
  return pathname
    .split('/')
    .map((part) => (/^[a-z-]{1,30}$/.test(part) ? part : part === '' ? '' : ':name'))
    .join('/')
    .slice(0, 200)
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
