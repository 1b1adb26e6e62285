import { createServer } from 'node:net'
import { jobs } from '../app.ts'
import type { Config } from '../config.ts'
import { loadDemonstration } from '../demonstration/load.ts'
import { startWorkers } from '../platform/jobs.ts'
import { smtpPost } from '../platform/mail.ts'
import { restMemory } from '../platform/rest-memory.ts'
import { sealsIn } from '../platform/seal/seals.ts'
import { StartFault } from '../platform/start-fault.ts'
import { hasCouncils, openDatabase } from './database.ts'
import { makeApp, makeParts } from './parts.ts'

type Roles = { readonly web: boolean; readonly worker: boolean }
type Say = (line: string) => void
type Serving = { readonly demonstration: boolean; readonly stop: () => Promise<void> }

/** Starts what was asked for and answers with how to stop it: first no new requests, then the work, then the database. */
export async function serve(config: Config, roles: Roles, say: Say): Promise<Serving> {
  if (roles.web) await refuseTakenPort(config)
  const stops: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each()
  }
  try {
    const database = await openDatabase(config, say)
    stops.push(() => database.stop())
    const parts = makeParts(config, database.url)
    stops.push(() => parts.db.close())
    const { app } = await makeApp(config, parts)
    stops.push(() => app.close())
    if (database.embedded && !(await hasCouncils(database.ownerUrl)))
      await loadDemonstration({ access: parts.access, store: parts.files.store, dir: config.dataDir, say })
    if (roles.worker) {
      const post = config.smtpUrl === undefined ? undefined : smtpPost(config.smtpUrl, config.mailFrom)
      const workers = await startWorkers(
        database.url,
        parts.work,
        jobs(post, {
          ...parts.access,
          travels: parts.clock,
          files: parts.files,
          dropDir: config.dropDir,
          seals: sealsIn(config.seals.folder, config.seals),
        }),
        app.log,
      )
      stops.push(() => workers.stop())
    }
    if (roles.web) await app.listen({ port: config.port, host: config.host })
    const rest = restMemory()
    stops.push(rest.stop)
    return { demonstration: database.embedded, stop }
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
