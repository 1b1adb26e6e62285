import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'

/** Where the compiler built for this machine is, if it is. */
export function installedCompiler(
  platform: string = process.platform,
  arch: string = process.arch,
): string | undefined {
  const { resolve } = createRequire(import.meta.url)
  const systems: Readonly<Record<string, readonly string[]>> = {
    linux: [`linux-${arch}-gnu`, `linux-${arch}-musl`],
    darwin: [`darwin-${arch}`],
    win32: [`win32-${arch}-msvc`],
  }
  for (const system of systems[platform] ?? []) {
    try {
      return resolve(`@myriaddreamin/typst-ts-node-compiler-${system}`)
    } catch {
      // Not installed for this system: the next may be.
    }
  }
  return undefined
}

type Run = { readonly script: string; readonly input: string; readonly timeout: number }

/** Runs the compiler in a process of its own that ends with its papers, and answers with what it wrote. */
export function runCompiler({ script, input, timeout }: Run): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // No setting of ours and no secret is passed on. One thread: the other cores are for the pages.
    const env = { RAYON_NUM_THREADS: '1' }
    const child = spawn(process.execPath, ['-e', script], { env, stdio: 'pipe', timeout })
    const bytes: Buffer[] = []
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => bytes.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(0, 2_000)))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(bytes))
      // What it said may hold the document's own words, so only its first line goes on.
      else reject(new Error(`the paper was not made (${String(code)}): ${said.split('\n', 1)[0] ?? ''}`))
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}
