import { chownSync, lstatSync, mkdirSync, statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { StartFault } from '../../start-fault.ts'

/** Whom the server runs as. PostgreSQL refuses to run as root, so root lends it the numeric "nobody". */
export type Account = { readonly uid?: number; readonly gid?: number }

const NOBODY = 65_534

/** Root lends the account that owns the cluster already there, so that a run under sudo and one without both work. */
export function serverAccount(cluster: string): Account {
  if (process.getuid?.() !== 0) return {}
  const owner = statSync(cluster, { throwIfNoEntry: false })
  return owner === undefined || owner.uid === 0 ? { uid: NOBODY, gid: NOBODY } : { uid: owner.uid, gid: owner.gid }
}

/** True when the account may walk down to this path. Only asked for a lent account: our own rights are proven by use. */
export function canReach(account: Account, path: string): boolean {
  if (account.uid === undefined) return true
  for (let at = dirname(path); ; at = dirname(at)) {
    if (!mayUse(account, statSync(at), 0o1)) return false
    if (dirname(at) === at) return true
  }
}

/** Bits as for others: 1 to enter or run, 4 to read. */
export function mayUse(account: Account, { mode, uid }: Stats, bits: number): boolean {
  if (account.uid === undefined) return true
  return ((uid === account.uid ? mode >> 6 : mode) & bits) === bits
}

/** A folder only the server's account (and root) may enter. One that somebody else made first is refused. */
export function makePrivateFolder(path: string, account: Account): void {
  const owner = account.uid ?? process.getuid?.()
  const made = mkdirSync(path, { recursive: true, mode: 0o700 }) !== undefined
  if (made && account.uid !== undefined) chownSync(path, account.uid, account.gid ?? account.uid)
  const found = lstatSync(path)
  const ours = owner === undefined || (found.uid === owner && (found.mode & 0o077) === 0)
  if (!found.isDirectory() || !ours) {
    throw new StartFault(`The folder ${path} belongs to another user: start as that user, or on another data folder.`)
  }
}
