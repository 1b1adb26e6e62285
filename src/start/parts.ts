import { readFileSync } from 'node:fs'
import { createApp } from '../app.ts'
import type { Access } from '../capabilities/access/index.ts'
import type { Config } from '../config.ts'
import { systemClock, travellingClock, type TravellingClock } from '../platform/clock.ts'
import { clamScanner, type Scanner } from '../platform/files/clamav.ts'
import { icapScanner } from '../platform/files/icap.ts'
import { folderStore } from '../platform/files/file-store.ts'
import type { Files } from '../platform/web/uploads.ts'
import { openDb, type Db } from '../platform/db/db.ts'
import { strictLimits } from '../platform/outgoing.ts'
import { passwords } from '../platform/passwords.ts'
import { StartFault } from '../platform/start-fault.ts'
import { workRunner, type WorkRunner } from '../platform/work.ts'
import { packageFile } from './package-files.ts'
import { readSecrets } from './secrets.ts'

export type Parts = {
  readonly db: Db
  readonly work: WorkRunner
  readonly clock: TravellingClock
  readonly access: Access
  readonly files: Files
}

/** What the pages, the jobs and the commands share, made once. */
export function makeParts(config: Config, databaseUrl: string): Parts {
  const db = openDb(databaseUrl, { connections: config.connections })
  const clock = travellingClock(systemClock)
  const denyList = readDenyList(config.denyListFile)
  const access = {
    db,
    clock: systemClock,
    secrets: readSecrets(config.secretsFile),
    passwords: passwords(),
    secureCookies: config.origin.startsWith('https:'),
    origin: config.origin,
    outgoing: {
      ...strictLimits,
      allowPrivate: config.privateIssuers,
      // Somebody who develops on their own machine runs the sign-in service there too.
      allowLocalHttp: /^http:\/\/localhost(:|$)/.test(config.origin),
    },
    ...(denyList && { denyList }),
  }
  const files = { store: folderStore(config.filesDir), scanner: scannerOf(config) }
  return { db, work: workRunner(db, clock), clock, access, files }
}

/** One of the two: a file that one finds clean and the other does not would be hard to explain. */
function scannerOf({ clamav, icap }: Pick<Config, 'clamav' | 'icap'>): Scanner | undefined {
  if (clamav !== undefined && icap !== undefined)
    throw new StartFault('Both PORTAL_CLAMAV and PORTAL_ICAP are set; set the one that scans.')
  if (icap !== undefined) return icapScanner(icap)
  return clamav === undefined ? undefined : clamScanner(clamav)
}

export function makeApp(config: Config, { work, clock, access, files }: Parts): ReturnType<typeof createApp> {
  const { origin, trustProxy, logLevel } = config
  return createApp({ access, clock, files, work, origin, trustProxy, logLevel, assetsDir: packageFile('dist/assets') })
}

function readDenyList(file: string | undefined): ReadonlySet<string> | undefined {
  if (file === undefined) return undefined
  try {
    return new Set(
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => line.trim().toLowerCase()),
    )
  } catch (fault) {
    throw new StartFault(`The list of passwords nobody may choose, ${file}, cannot be read.`, { cause: fault })
  }
}
