import { createHash } from 'node:crypto'
import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartFault } from '../../start-fault.ts'
import { canReach, makePrivateFolder, serverAccount, type Account } from './account.ts'

/** Where everything of one embedded server lives. */
export type Places = {
  readonly dataDir: string
  readonly cluster: string
  readonly logFile: string
  readonly socketDir: string
  /** Whether the server's account can walk to the data folder; a checkout below a closed /root it cannot. */
  readonly reachable: boolean
  readonly scratch: string
}

/** A socket path is limited to 107 bytes on Linux and 103 on macOS; PostgreSQL adds up to 22 of its own. */
const LONGEST_SOCKET_FOLDER = 80

export function findPlaces(folder: string): { places: Places; account: Account } {
  const dataDir = makeDataFolder(folder)
  const cluster = join(dataDir, 'postgres')
  const account = serverAccount(cluster)
  const reachable = canReach(account, join(dataDir, 'any'))
  const scratch = join(realpathSync(tmpdir()), `portal-${hashOf(dataDir)}`)
  const near = join(dataDir, 's')
  const socketDir = reachable && Buffer.byteLength(near) <= LONGEST_SOCKET_FOLDER ? near : scratch
  if (process.platform !== 'win32') makePrivateFolder(socketDir, account)
  const logFile = join(dataDir, 'postgres.log')
  return { account, places: { dataDir, cluster, logFile, socketDir, reachable, scratch } }
}

function makeDataFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    accessSync(folder, constants.W_OK)
    return realpathSync(folder)
  } catch {
    throw new StartFault(`Provider Portal cannot write to its data folder ${folder}: give it a folder it may write to.`)
  }
}

function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12)
}
