import { get } from 'node:http'
import { withDatabase, withFolder } from '../kit/database.ts'
import type { Figure, Say } from '../kit/figure.ts'
import { startProgram } from '../kit/program.ts'

/** What a browser fetches besides the first page itself, as it travels; a request to anyone else fails the figure. */
export const firstPage: Figure = {
  names: ['first-page'],
  measure: (say) =>
    withDatabase(say, (database) =>
      withFolder(async (dataDir) => {
        const program = await startProgram({ dataDir, database, words: ['--web'] })
        try {
          const { own, foreign } = await requestsOf(`${program.origin}/sign-in`)
          const sizes = await Promise.all(own.map((address) => sizeOf(say, address)))
          if (foreign.length > 0) say(`third parties were asked: ${foreign.join(', ')}`)
          const bytes = sizes.reduce((total, size) => total + size, 0)
          const value = foreign.length > 0 ? Number.MAX_SAFE_INTEGER : bytes / 1000
          return [
            {
              figure: 'first-page',
              value,
              unit: 'kB of CSS and JS as sent',
              limit: 60,
              limitIs: 'the most allowed, and no third party',
              bar: 1,
              sense: 'at-most',
            },
          ]
        } finally {
          await program.stop()
        }
      }),
    ),
}

type Requests = { readonly own: readonly string[]; readonly foreign: readonly string[] }

/** Asked of a real browser, which also follows what scripts and style sheets name. */
async function requestsOf(address: string): Promise<Requests> {
  const { launchChromium } = await import('../../journeys/kit/chromium.ts')
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    const asked: { readonly url: string; readonly kind: string }[] = []
    page.on('request', (request) => asked.push({ url: request.url(), kind: request.resourceType() }))
    await page.goto(address, { waitUntil: 'networkidle' })
    const { origin } = new URL(address)
    const isOwn = (url: string) => url.startsWith('data:') || new URL(url).origin === origin
    return {
      own: asked.filter(({ url, kind }) => isOwn(url) && ['stylesheet', 'script'].includes(kind)).map(({ url }) => url),
      foreign: asked.map(({ url }) => url).filter((url) => !isOwn(url)),
    }
  } finally {
    await browser.close()
  }
}

/** The compressed bytes: `fetch` would undo the compression. */
function sizeOf(say: Say, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(address, { agent: false, headers: { 'accept-encoding': 'br, gzip' } }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => {
        say(`${new URL(address).pathname}: ${String(bytes)} bytes, ${response.headers['content-encoding'] ?? 'plain'}`)
        resolve(bytes)
      })
      response.on('error', reject)
    }).on('error', reject)
  })
}
