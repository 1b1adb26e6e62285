import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Db } from '../platform/db/db.ts'
import type { Scanner } from '../platform/files/clamav.ts'

const open = { config: { permission: 'public' as const } }

/** started: it came up; live: it answers; ready: it may be sent people, because the database answers too. */
export function healthRoutes(app: FastifyInstance, db: Db, scanner: Scanner | undefined): void {
  app.get('/health/started', open, () => ({ status: 'UP' }))
  app.get('/health/live', open, () => ({ status: 'UP' }))
  app.get('/health/ready', open, async (_request, reply) => {
    const [database, virusScanner] = await Promise.all([answersInTime(db), stateOf(scanner)])
    return reply.code(database ? 200 : 503).send({ status: database ? 'UP' : 'DOWN', database, virusScanner })
  })
}

/** Without an answer uploads are refused and all else works, so people may still be sent here. */
async function stateOf(scanner: Scanner | undefined): Promise<'not configured' | 'answers' | 'unreachable'> {
  if (scanner === undefined) return 'not configured'
  return (await scanner.answers()) ? 'answers' : 'unreachable'
}

async function answersInTime(db: Db): Promise<boolean> {
  const asked = db
    .read({ role: 'portal_gate' }, (tx) => sql`select 1`.execute(tx))
    .then(
      () => true,
      () => false,
    )
  return Promise.race([asked, new Promise<boolean>((resolve) => setTimeout(resolve, 3_000, false).unref())])
}
