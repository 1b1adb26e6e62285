import path from 'node:path'
import { sql } from 'kysely'
import type { Access } from '../capabilities/access/index.ts'
import { createAccounts, giveDemonstrationSecrets } from '../capabilities/access/index.ts'
import { importPack, reportLines } from '../capabilities/exchange/index.ts'
import type { Db } from '../platform/db/db.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import { londonToday } from '../platform/clock.ts'
import { StartFault } from '../platform/start-fault.ts'
import { keepActualsDesk } from './actuals-desk.ts'
import { changeSomeCare } from './care-changes.ts'
import { fileSomeDocuments } from './documents.ts'
import { playHistory } from './history.ts'
import { publishPolicies } from './policies.ts'
import { rejectSomething } from './rejections.ts'
import { signSomething } from './signatures.ts'
import { DEMONSTRATION_CODE, DEMONSTRATION_PASSWORD, demoSignIns } from './sign-ins.ts'
import { openVendorSandbox } from './vendor.ts'
import { sendWeekFiles } from './week-files.ts'
import { writeDemoPacks } from './write-packs.ts'

type Demonstration = {
  readonly access: Access
  readonly store: FileStore
  readonly dir: string
  readonly say: (line: string) => void
}

/** Four councils as of today, through the importer that a council uses, and their past periods through the commands that people use. */
export async function loadDemonstration({ access, store, dir, say }: Demonstration): Promise<void> {
  const { db, clock } = access
  say('Making demonstration councils')
  const folders = await writeDemoPacks(path.join(dir, 'packs'), { asOf: londonToday(clock.now()) })
  for (const folder of folders) {
    say(`Importing ${path.basename(folder)}`)
    const report = await importPack(db, clock, folder)
    if (report.faults.length > 0)
      throw new StartFault(`A demonstration pack was refused:\n${reportLines(report).join('\n')}`)
  }
  await giveSignIns(access)
  for (const folder of folders) {
    say(`Paying past periods of ${path.basename(folder)}`)
    await playHistory({ db, now: clock.now(), store }, path.basename(folder))
    await publishPolicies(access, path.basename(folder))
    const councilId = await findCouncil(db, path.basename(folder))
    await fileSomeDocuments({ db, now: clock.now(), store }, councilId)
    await sendWeekFiles({ db, now: clock.now(), store }, councilId)
    await signSomething(db, clock.now(), councilId)
    await rejectSomething(db, clock.now(), councilId)
    await changeSomeCare({ db, now: clock.now() }, councilId)
    await keepActualsDesk({ db, now: clock.now() }, councilId)
  }
  await openForVendor(access, folders[0])
}

/** Filled by a job after the start, so that nobody waits for it. */
async function openForVendor({ db, clock }: Access, folder: string | undefined): Promise<void> {
  if (folder !== undefined) await openVendorSandbox(db, clock.now(), await findCouncil(db, path.basename(folder)))
}

async function giveSignIns(access: Access): Promise<void> {
  const accounts = await createAccounts(access.db, demoSignIns)
  const secrets = { password: DEMONSTRATION_PASSWORD, code: DEMONSTRATION_CODE }
  await giveDemonstrationSecrets(access, { accountIds: [...accounts.values()], ...secrets })
}

async function findCouncil(db: Db, code: string): Promise<string> {
  const { rows } = await db.glance((tx) =>
    sql<{ id: string }>`select council_id as id from platform.council where code = ${code}`.execute(tx),
  )
  const [council] = rows
  if (council === undefined) throw new Error(`${code} was not imported`)
  return council.id
}
