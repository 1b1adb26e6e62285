import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Client } from 'pg'
import { systemClock } from '../../../platform/clock.ts'
import { systemScope } from '../../../platform/db/scope.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aProvider, type ACouncil } from '../../../testing/world.ts'
import type { Access } from '../commands/access.ts'
import { aDoor, anAccess } from './an-access.ts'
import { anIssuer, type AnIssuer } from './an-issuer.ts'
import { aConnection, nearby } from './sign-on.ts'

type AtConnection = { readonly council: ACouncil; readonly id: string }
export type SignOnCast = {
  readonly stage: Stage
  readonly access: Access
  readonly app: FastifyInstance
  readonly issuer: AnIssuer
  readonly otherIssuer: AnIssuer
  /** Of a council's own staff: people added here; of another council with another issuer; and by groups. */
  readonly own: AtConnection
  readonly foreign: AtConnection
  readonly grouped: AtConnection
  readonly ofProvider: AtConnection & { readonly providerId: string }
  staff(councilId?: string): ReturnType<typeof aMember>
  /** Puts somebody new at the keyboard; answers their subject. */
  seat(at: AnIssuer, email: string, over?: object): string
  set(table: string, row: Readonly<Record<string, unknown>>, id: string): Promise<void>
  lastAudit(councilId: string): Promise<LastAudit | undefined>
  strike(): Promise<void>
}
type LastAudit = { readonly action: string; readonly details: unknown; readonly actor: string }

/** Three councils, a large provider, and two issuers on ports of their own. */
export async function aSignOnCast(): Promise<SignOnCast> {
  const stage = await aStage()
  const access = anAccess(stage, { clock: systemClock, outgoing: nearby })
  const at = async (): Promise<AtConnection> => ({ council: await aCouncil(stage.build), id: randomUUID() })
  const [own, foreign, grouped] = [await at(), await at(), await at()]
  const provider = await aProvider(stage.build, own.council.id)
  const ofProvider = { council: own.council, id: randomUUID(), providerId: provider.id }
  const ids = [own.id, foreign.id, grouped.id, ofProvider.id]
  const [issuer, otherIssuer] = await Promise.all([anIssuer(ids), anIssuer(ids)])
  const connect = ({ council, id }: AtConnection, by: AnIssuer, over: object = {}) =>
    aConnection(stage, access, { councilId: council.id, id, issuer: by }, { ...over })
  await connect(own, issuer)
  await connect(foreign, otherIssuer)
  await connect(grouped, issuer, { roles_follow_groups: true, adds_people: true })
  await connect(ofProvider, issuer, { provider_id: provider.id })
  for (const [group_name, role] of [
    ['g-pay', 'payments'],
    ['g-admin', 'portal-administration'],
  ])
    await stage.build.insert('access.sign_on_group', {
      council_id: grouped.council.id,
      connection_id: grouped.id,
      group_name,
      role,
    })
  const app = await aDoor(stage, access, ({ provider: pages, council: offices }, web) => {
    pages.get('/', { config: { permission: 'home.view' } }, (request) => web.visitor(request).workplace)
    offices.get('/', { config: { permission: 'home.view' } }, (request) => web.visitor(request).workplace)
  })
  return {
    stage,
    access,
    app,
    issuer,
    otherIssuer,
    own,
    foreign,
    grouped,
    ofProvider,
    staff: (councilId = own.council.id) => aMember(stage.build, councilId, null, ['brokerage']),
    seat: (at, email, over = {}) => {
      const sub = randomUUID()
      at.seat({ sub, email, email_verified: true, name: 'Ada Test', ...over })
      return sub
    },
    set: (table, row, id) => setRow(stage, { table, row, id }),
    lastAudit: (councilId) =>
      stage.db.read(systemScope(councilId), (tx) =>
        tx
          .selectFrom('platform.audit_entry')
          .select(['action', 'details', 'actor_name as actor'])
          .where('council_id', '=', tx.councilId)
          .orderBy('seq', 'desc')
          .limit(1)
          .executeTakeFirst(),
      ),
    strike: async () => {
      await app.close()
      await Promise.all([issuer.stop(), otherIssuer.stop()])
      await stage.strike()
    },
  }
}

type Row = { readonly table: string; readonly row: Readonly<Record<string, unknown>>; readonly id: string }

async function setRow(stage: Stage, { table, row, id }: Row): Promise<void> {
  const client = new Client({ connectionString: stage.ownerUrl })
  await client.connect()
  const names = Object.keys(row).map((name, at) => `${name} = $${String(at + 2)}`)
  await client.query(`update ${table} set ${names.join(', ')} where id = $1`, [id, ...Object.values(row)])
  await client.end()
}
