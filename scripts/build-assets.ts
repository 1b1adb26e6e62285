import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'

const ROOT = path.join(import.meta.dirname, '..')
const ADDRESS = '/assets/'

/** The parts of the Ministry of Justice's style sheet that the pages use. */
const MOJ_BLOCKS = ['moj-badge', 'moj-sub-navigation', 'moj-identity-bar', 'moj-timeline']

export interface AssetAddresses {
  readonly css: string
  readonly js: string
}

/** Writes the style sheet and the script into `outDir`/assets under names that change with what they hold. */
export async function buildAssets(outDir: string): Promise<AssetAddresses> {
  const directory = path.join(outDir, 'assets')
  mkdirSync(directory, { recursive: true })
  const [css, js] = await Promise.all([styleSheet(), script()])
  const addresses = { css: writeHashed(directory, css, 'css'), js: writeHashed(directory, js, 'js') }
  writeCompressed(path.join(directory, 'favicon.svg'), readFrom('src/platform/web/assets/favicon.svg'))
  writeFileSync(path.join(directory, 'manifest.json'), JSON.stringify(addresses))
  return addresses
}

export async function styleSheet(): Promise<string> {
  const govuk = readFrom('node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css')
  const moj = readFrom('node_modules/@ministryofjustice/frontend/moj/moj-frontend.min.css')
  const own = readFrom('src/platform/web/assets/portal.css')
  const whole = [govuk, pickRules(moj, MOJ_BLOCKS)].map(withoutGovUkIdentity).concat(own).join('\n')
  const { code } = await transform(whole, { loader: 'css', minify: true })
  return code
}

export async function script(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(ROOT, 'src/browser/main.ts')],
    tsconfig: path.join(ROOT, 'src/browser/tsconfig.json'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    legalComments: 'none',
  })
  return outputFiles.map(({ text }) => text).join('')
}

/** The font and the crest are for services on GOV.UK alone; the other pictures of the packages are not shipped. */
function withoutGovUkIdentity(css: string): string {
  return css
    .replaceAll(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,', '')
    .replaceAll(/url\(\/assets\/images\/[^)]*\)/g, 'none')
    .replaceAll(/\/\*# sourceMappingURL=.*?\*\//g, '')
}

/** Keeps the rules that name one of the blocks, with the conditions they stand under. */
export function pickRules(css: string, blocks: readonly string[]): string {
  return topLevelRules(css)
    .map(({ head, body }) => {
      if (head.startsWith('@media') || head.startsWith('@supports')) {
        const inner = pickRules(body, blocks)
        return inner === '' ? '' : `${head}{${inner}}`
      }
      return blocks.some((block) => head.includes(`.${block}`)) ? `${head}{${body}}` : ''
    })
    .join('')
}

interface Rule {
  readonly head: string
  readonly body: string
}

function topLevelRules(css: string): readonly Rule[] {
  const rules: Rule[] = []
  let depth = 0
  let headFrom = 0
  let bodyFrom = 0
  for (const { 0: brace, index } of css.matchAll(/[{}]/g)) {
    if (brace === '{' && depth === 0) bodyFrom = index + 1
    depth += brace === '{' ? 1 : -1
    if (depth > 0 || brace === '{') continue
    rules.push({ head: css.slice(headFrom, bodyFrom - 1).trim(), body: css.slice(bodyFrom, index) })
    headFrom = index + 1
  }
  return rules
}

function writeHashed(directory: string, content: string, extension: string): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  const name = `app-${hash}.${extension}`
  writeCompressed(path.join(directory, name), content)
  return `${ADDRESS}${name}`
}

/** Compressed once, here, so that serving costs nothing. */
function writeCompressed(file: string, content: string): void {
  writeFileSync(file, content)
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  writeFileSync(`${file}.br`, brotliCompressSync(content))
}

function readFrom(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8')
}
