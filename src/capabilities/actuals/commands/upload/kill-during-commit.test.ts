import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { applicationUrl } from '../../../../platform/db/migrate.ts'
import { aStage, providerActor, type Stage } from '../../../../testing/stage.ts'
import { aCouncil, aPackage, aProvider, type AProvider } from '../../../../testing/world.ts'
import { aLine, anUpload, HEADING, uploadAsItIs } from '../../testing/uploads.ts'
import { saveUpload } from './save-upload.ts'

const NOW = '2025-04-10T09:00:00Z'
let stage: Stage
let provider: AProvider

beforeAll(async () => {
  stage = await aStage(NOW)
  provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
})
afterAll(() => stage.strike())

const weeks = () =>
  stage.db.read(providerActor(provider).scope, async (tx) => {
    const { rows } = await sql<{ weeks: number; versions: number }>`
      select (select count(*)::int from actuals.week where council_id = ${tx.councilId} and provider_id = ${tx.providerId}) as weeks,
        (select count(*)::int from actuals.week_version where council_id = ${tx.councilId} and provider_id = ${tx.providerId}) as versions`.execute(
      tx,
    )
    return rows[0]
  })

/** Kills the process that saves while its transaction stands open, with everything of it done but the commit. */
async function killWhileSaving(uploadId: string, version: number): Promise<string> {
  const file = new URL('../../testing/save-until-killed.ts', import.meta.url).pathname
  const { councilId, id: providerId, accountId } = provider
  const given = { url: applicationUrl(stage.ownerUrl), now: NOW, councilId, providerId, accountId, uploadId, version }
  const child = spawn(process.execPath, [file, JSON.stringify(given)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const said = await Promise.race([once(child.stdout, 'data').then(String), gone.then(() => 'gone')])
  child.kill('SIGKILL')
  await gone
  return said.trim()
}

it('kill during commit of an upload: nothing of it is applied, nothing of it is lost, and it is saved whole afterwards', async () => {
  const packages = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
  const content = [HEADING, ...packages.map((care) => aLine(care, '2025-03-31,14,,,,,,'))].join('\n')
  const { uploadId, head } = await anUpload(stage, provider, content)
  expect(await killWhileSaving(uploadId, head.row_version)).toBe('saved 2')
  await expect.poll(weeks).toEqual({ weeks: 0, versions: 0 })
  const { head: after, rows } = await uploadAsItIs(stage, provider, uploadId)
  expect([after.state, after.row_version, rows.map(({ outcome }) => outcome)]).toEqual([
    'checked',
    head.row_version,
    ['new', 'new'],
  ])
  const again = await stage.work.run(providerActor(provider), (work) =>
    saveUpload(work, { uploadId, version: after.row_version, confirmed: [], reason: '' }),
  )
  expect(again).toMatchObject({ ok: true, value: { saved: 2 } })
  expect(await weeks()).toEqual({ weeks: 2, versions: 2 })
}, 30_000)
