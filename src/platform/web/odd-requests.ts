import type { FastifyRequest } from 'fastify'
import { BadRequest } from './faults.ts'

type Asked = Pick<FastifyRequest, 'method'> & {
  readonly log: Pick<FastifyRequest['log'], 'warn'>
  readonly routeOptions: { readonly url?: string | undefined }
}

/** What no page of ours sends: somebody tries something, or a page is wrong. A line in the log, without what was sent. */
export function noteOdd(fault: Error, { log, method, routeOptions }: Asked): void {
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : fault.name
  if (!code.startsWith('FST_CSRF') && !(fault instanceof BadRequest)) return
  log.warn({ fault: code, method, route: routeOptions.url }, 'a request that no page of ours sends')
}
