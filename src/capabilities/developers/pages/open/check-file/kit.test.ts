import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { readFormats } from '../../../../../start/formats.ts'
import { packageFile } from '../../../../../start/package-files.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { checkReceived } from '../../../../actuals/index.ts'
import { routes } from '../../../routes.ts'

const kit = packageFile('docs/formats/conformance')
const Expected = z.record(
  z.string(),
  z.object({
    file: z.object({ code: z.string().nullable() }),
    counts: z.object({ read: z.int(), refused: z.int() }).optional(),
  }),
)

let stage: Stage
let site: Site

beforeAll(async () => {
  stage = await aStage()
  const documented = { operations: [], origin: 'https://portal.example', codes: [], formats: readFormats() }
  site = await aSite(stage, [(faces, web) => routes(faces, web, { ...documented, check: checkReceived })])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const files = readdirSync(kit).filter((name) => !['expected.json', 'README.md'].includes(name))

it.each(files)('says on the page of %s what the kit says, as the command does', async (name) => {
  const expected = Expected.parse(JSON.parse(readFileSync(`${kit}/expected.json`, 'utf8')))[name]
  const sent = { field: 'file', name, bytes: readFileSync(`${kit}/${name}`) }
  const { status, text } = await site.upload(null, '/developers/check', {}, [sent])
  const { read = 0, refused = 0 } = expected?.counts ?? {}
  const said = expected?.file.code ?? `${String(read)} rows of`
  expect([status, text]).toEqual([200, expect.stringContaining(said)])
  if (refused > 0) expect(text).toContain(`${String(refused)} of them with faults`)
  expect(site.filesLeft()).toEqual([])
})
