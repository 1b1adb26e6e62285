import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const stamp = join(dist, 'inputs')

/** Everything the bundles are made from. A changed package changes the lock file. */
const INPUTS = ['src/**', 'bench/**', 'scripts/build*.ts', 'package-lock.json', 'tsconfig.json']

const inputs = fingerprint()
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== inputs) await build()

/** By size and time, not content: `npm start` asks this each time, and reading the files would take longer. */
function fingerprint(): string {
  const hash = createHash('sha256').update(process.version)
  for (const name of globSync(INPUTS, { cwd: root }).sort()) {
    const { size, mtimeMs } = statSync(join(root, name))
    hash.update(`${name}\n${String(size)}\n${String(mtimeMs)}\n`)
  }
  return hash.digest('hex')
}

/** Beside the old one, which serves until the new one is whole. */
async function build(): Promise<void> {
  const unfinished = `${dist}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  await bundle(unfinished)
  const { buildAssets } = await import('./build-assets.ts')
  await buildAssets(unfinished)
  writeFileSync(join(unfinished, 'inputs'), inputs)
  rmSync(dist, { recursive: true, force: true })
  renameSync(unfinished, dist)
}

async function bundle(outdir: string): Promise<void> {
  const esbuild = await import('esbuild')
  const entries = {
    main: join(root, 'src', 'main.ts'),
    bench: join(root, 'bench', 'main.ts'),
    // Started as a thread by its name, which a bundle does not follow.
    'hashing-thread': join(root, 'src', 'platform', 'hashing-thread.ts'),
    'text-thread': join(root, 'src', 'platform', 'files', 'text-thread.ts'),
    'squares-thread': join(root, 'src', 'platform', 'files', 'squares-thread.ts'),
    'file-thread': join(root, 'src', 'capabilities', 'actuals', 'commands', 'upload', 'file-thread.ts'),
  }
  await esbuild.build({
    entryPoints: Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path))),
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node26',
    packages: 'external',
    splitting: true,
    sourcemap: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  })
}
