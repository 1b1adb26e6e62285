import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { once } from 'node:events'
import { StartFault } from '../../start-fault.ts'
import type { Places } from './places.ts'

/**
 * Says "a portal is using this data folder" for exactly as long as that is true: the kernel closes a listening
 * socket with its process, however it dies, and no process number can be mistaken for another's.
 */
export async function keepFolder(places: Places): Promise<Server> {
  const address = addressOf(places)
  const keeper = (await listen(address)) ?? (await listenInPlaceOfDead(address))
  if (keeper !== undefined) return keeper
  throw new StartFault(`Provider Portal is already running on the data folder ${places.dataDir}: stop it first.`)
}

async function listenInPlaceOfDead(address: string): Promise<Server | undefined> {
  if (await answers(address)) return undefined
  rmSync(address, { force: true })
  return listen(address)
}

async function listen(address: string): Promise<Server | undefined> {
  const keeper = createServer((socket) => socket.destroy())
  try {
    keeper.listen(address)
    await once(keeper, 'listening')
  } catch {
    return undefined
  }
  keeper.unref()
  return keeper
}

function addressOf({ socketDir, scratch }: Places): string {
  return process.platform === 'win32' ? `\\\\.\\pipe\\${scratch.replaceAll(/[\\/:]/g, '-')}` : join(socketDir, 'portal')
}

/** Only a plain refusal means nobody is there: another user's portal may forbid us to ask. */
async function answers(address: string): Promise<boolean> {
  const socket = connect(address).on('error', () => undefined)
  try {
    await once(socket, 'connect')
    return true
  } catch (fault) {
    return !(fault instanceof Error && 'code' in fault && (fault.code === 'ECONNREFUSED' || fault.code === 'ENOENT'))
  } finally {
    socket.destroy()
  }
}
