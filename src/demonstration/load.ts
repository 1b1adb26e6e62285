import path from 'node:path'
import type { Access } from '../capabilities/access/index.ts'
import { createAccounts, giveDemonstrationSecrets } from '../capabilities/access/index.ts'
import { importPack, reportLines } from '../capabilities/exchange/index.ts'
import { londonToday } from '../platform/clock.ts'
import { StartFault } from '../platform/start-fault.ts'
import { playHistory } from './history.ts'
import { publishPolicies } from './policies.ts'
import { DEMONSTRATION_CODE, DEMONSTRATION_PASSWORD, demoSignIns } from './sign-ins.ts'
import { writeDemoPacks } from './write-packs.ts'

type Demonstration = { readonly access: Access; readonly dir: string; readonly say: (line: string) => void }

/** Four councils as of today, through the importer that a council uses, and their past periods through the commands that people use. */
export async function loadDemonstration({ access, dir, say }: Demonstration): Promise<void> {
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
    await playHistory(db, clock.now(), path.basename(folder))
    await publishPolicies(access, path.basename(folder))
  }
}

async function giveSignIns(access: Access): Promise<void> {
  const accounts = await createAccounts(access.db, demoSignIns)
  const secrets = { password: DEMONSTRATION_PASSWORD, code: DEMONSTRATION_CODE }
  await giveDemonstrationSecrets(access, { accountIds: [...accounts.values()], ...secrets })
}
