import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { packageFile } from '../../src/start/package-files.ts'

const CACHE = path.join(packageFile('node_modules'), '.cache', 'chromium')

/**
 * Chromium as npm brings it, with the few system libraries it needs: a machine with only Node and npm has none.
 * PORTAL_CHROMIUM names another Chromium to use, where that one does not run (it is for Linux on x64).
 */
export async function launchChromium(): Promise<Browser> {
  const own = process.env['PORTAL_CHROMIUM']
  const { executablePath, env } = own === undefined ? await unpacked() : { executablePath: own, env: {} }
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    chromiumSandbox: false,
    args: ['--disable-background-networking', '--disable-dev-shm-usage', '--font-render-hinting=none', '--no-zygote'],
  })
}

type Unpacked = { readonly executablePath: string; readonly env: Readonly<Record<string, string>> }

/** Unpacked once, into a folder that `npm ci` empties. The package looks at the environment and changes it. */
async function unpacked(): Promise<Unpacked> {
  mkdirSync(CACHE, { recursive: true })
  const kept = { ...process.env }
  // It unpacks to the folder for temporary files, and its libraries only where it believes itself on that cloud.
  Object.assign(process.env, { TMPDIR: CACHE, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' })
  try {
    if (tmpdir() !== CACHE) throw new Error('the folder for temporary files could not be moved')
    const { default: npmChromium } = await import('@sparticuz/chromium')
    const executablePath = await npmChromium.executablePath()
    const fonts = path.join(CACHE, 'fonts')
    const libraries = path.join(CACHE, 'al2023', 'lib')
    if (!existsSync(libraries)) throw new Error(`the libraries of Chromium are not in ${libraries}`)
    return { executablePath, env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: fonts } }
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in kept)) Reflect.deleteProperty(process.env, name)
    Object.assign(process.env, kept)
  }
}
