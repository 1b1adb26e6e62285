import { createServer } from 'node:net'
import { createApp } from '../app.ts'
import type { Config } from '../config.ts'
import { loadDemonstration } from '../demonstration/load.ts'
import { systemClock } from '../platform/clock.ts'
import { openDb } from '../platform/db/db.ts'
import { startWorkers } from '../platform/jobs.ts'
import { StartFault } from '../platform/start-fault.ts'
import { jobs } from '../app-jobs.ts'
import { workRunner } from '../platform/work.ts'
import { hasCouncils, openDatabase } from './database.ts'
import { packageFile } from './package-files.ts'
import { readSecrets } from './secrets.ts'

type Parts = { readonly web: boolean; readonly worker: boolean }
type Say = (line: string) => void

/** Starts what was asked for and answers with how to stop it: first no new requests, then the work, then the database. */
export async function serve(config: Config, parts: Parts, say: Say): Promise<{ stop: () => Promise<void> }> {
  if (parts.web) await refuseTakenPort(config)
  const database = await openDatabase(config, say)
  const stops: (() => Promise<void>)[] = [() => database.stop()]
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each()
  }
  try {
    const secrets = readSecrets(config.secretsFile)
    const db = openDb(database.url, { connections: config.connections })
    stops.push(() => db.close())
    const clock = systemClock
    const work = workRunner(db, clock)
    const { app } = await createApp({ config, db, clock, work, secrets, assetsDir: packageFile('dist/assets') })
    stops.push(() => app.close())
    const demonstration = database.embedded && !(await hasCouncils(database.ownerUrl))
    if (demonstration) await loadDemonstration({ db, work, clock, secrets, dir: config.dataDir, say })
    if (parts.worker) {
      const workers = await startWorkers(database.url, work, jobs, app.log)
      stops.push(() => workers.stop())
    }
    if (parts.web) await app.listen({ port: config.port, host: config.host })
    return { stop }
  } catch (fault) {
    await stop()
    throw fault
  }
}

/** Asked before anything is started, so that the answer comes at once. */
async function refuseTakenPort({ port, host }: Config): Promise<void> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (fault: NodeJS.ErrnoException) => {
      const sentence =
        fault.code === 'EADDRINUSE'
          ? `Port ${String(port)} is taken by another program. Stop it, or choose another: PORT=3001 npm start`
          : `Port ${String(port)} on ${host} cannot be used: ${fault.message}.`
      reject(new StartFault(sentence, { cause: fault }))
    })
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}
