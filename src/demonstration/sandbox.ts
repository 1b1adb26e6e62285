import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import type { FillSandbox } from '../capabilities/access/index.ts'
import { importPack, reportLines } from '../capabilities/exchange/index.ts'
import { localDate } from '../core/dates.ts'
import { londonToday, type Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import { payPastPeriods } from './history.ts'
import { packRows } from './make-pack.ts'
import type { CouncilProfile, Rule } from './profiles.ts'
import { row, type Row } from './rows.ts'
import { writePack } from './write-packs.ts'

const paid: Rule = { calendar: 'four-weekly', paidBy: 'schedule', terms: 'actual', tolerance: '10' }
const home: Rule = { calendar: 'four-weekly', paidBy: 'schedule', terms: 'planned' }

/** The same people, packages and prices in every sandbox and after every reset, so that a test can be written once. */
const model: CouncilProfile = {
  code: 'sandbox-model',
  name: 'Sandbox council',
  shortName: 'Sandbox',
  agreementWord: 'Individual agreement',
  abbreviation: 'ISA',
  colour: '#594d00',
  phone: '01632 960000',
  domain: 'sandbox-council.example',
  towns: ['Easton', 'Milton', 'Norton', 'Sutton', 'Weston'],
  calendars: [{ code: 'four-weekly', title: 'Period', anchor: localDate('2025-04-07'), submitAfter: 7, paidAfter: 18 }],
  rules: {
    'home-support': paid,
    'extra-care': paid,
    day: paid,
    complex: paid,
    'supported-living': paid,
    residential: home,
    nursing: home,
    'shared-lives': paid,
  },
  settings: { preset: 'gloucestershire', 'over-plan': 'hold', 'historical-days': '28' },
  providers: [
    {
      name: 'Sandbox Home Care',
      sectors: ['home-support', 'extra-care'],
      packages: 24,
      domain: 'sandbox-home-care.example',
    },
    {
      name: 'Sandbox Call Monitoring Care',
      sectors: ['home-support'],
      packages: 12,
      recording: 'visits',
      domain: 'sandbox-call-monitoring.example',
    },
  ],
  firstNumber: 700_000,
}
const SEED = 'sandbox-1'

/** Made by the generator, loaded by the importer, and its past paid by the commands that a council's staff use. */
export function fillSandboxOn({ db, clock }: { readonly db: Db; readonly clock: Clock }): FillSandbox {
  return async ({ code, name }) => {
    const now = clock.now()
    const folder = await mkdtemp(path.join(tmpdir(), 'portal-sandbox-'))
    try {
      await writePack(folder, named(packRows(model, { asOf: londonToday(now), seed: SEED }), { code, name }))
      const report = await importPack(db, clock, folder)
      if (report.faults.length > 0) throw new Error(`the sandbox was refused: ${reportLines(report).join('; ')}`)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    const councilId = await findCouncil(db, code)
    await payPastPeriods(db, now, councilId)
    const [weekly, visits] = await Promise.all(model.providers.map((plan) => findCompany(db, councilId, plan.name)))
    if (weekly === undefined || visits === undefined) throw new Error('a sandbox has two companies')
    return { councilId, weeklyProviderId: weekly, visitsProviderId: visits }
  }
}

function* named(rows: Iterable<Row>, { code, name }: Parameters<FillSandbox>[0]): Generator<Row> {
  for (const each of rows)
    yield each.file === 'pack'
      ? row('pack', { ...each.cells, council_code: code, name: `Sandbox council of ${name}`, short_name: 'Sandbox' })
      : each
}

async function findCouncil(db: Db, code: string): Promise<string> {
  const { council_id } = await db.read({ role: 'portal_gate' }, (tx) =>
    tx.selectFrom('platform.council').select('council_id').where('code', '=', code).executeTakeFirstOrThrow(),
  )
  return council_id
}

async function findCompany(db: Db, councilId: string, name: string): Promise<string | undefined> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<{ id: string }>`
      select id from published.provider where council_id = ${councilId} and trading_name = ${name}`.execute(tx),
  )
  return rows[0]?.id
}
