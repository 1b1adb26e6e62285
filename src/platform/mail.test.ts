import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemScope } from './db/scope.ts'
import { aStage, councilActor, providerActor, type Stage } from '../testing/stage.ts'
import { aCouncil, aMember, aProvider, type ACouncil } from '../testing/world.ts'
import { queueMail, sendMailJob, type Mail } from './mail.ts'

let stage: Stage
let council: ACouncil
const sent: Mail[] = []
const job = sendMailJob((mail) => {
  sent.push(mail)
  return Promise.resolve()
})

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
})
afterAll(() => stage.strike())

async function queued(): Promise<{ councilId: string; id: string }[]> {
  const { accountId } = await aMember(stage.build, council.id, null)
  const rows = await stage.db.read(councilActor(council.id, accountId).scope, (tx) =>
    tx
      .selectFrom('platform.mail')
      .select(['council_id as councilId', 'id'])
      .where('council_id', '=', council.id)
      .execute(),
  )
  return rows
}

it('sends a message once, also when its job runs twice', async () => {
  const provider = await aProvider(stage.build, council.id)
  await stage.work.run(providerActor(provider), (work) =>
    queueMail(work, { recipient: 'a@example.org', subject: 'S', body: 'B' }),
  )
  const [payload] = await queued()
  await job.handle(stage.work, payload)
  await job.handle(stage.work, payload)
  expect(sent).toMatchObject([{ recipient: 'a@example.org', subject: 'S', body: 'B' }])
})

it('forgets a message whose work failed', async () => {
  const before = (await queued()).length
  const provider = await aProvider(stage.build, council.id)
  const failing = stage.work.run(providerActor(provider), async (work) => {
    await queueMail(work, { recipient: 'b@example.org', subject: 'S', body: 'B' })
    throw new Error('half way')
  })
  await expect(failing).rejects.toThrow('half way')
  expect(await queued()).toHaveLength(before)
})

it('sends nothing from a sandbox', async () => {
  const provider = await aProvider(stage.build, (await aCouncil(stage.build, { code: 'sandbox-mail' })).id)
  await stage.work.run(providerActor(provider), (work) =>
    queueMail(work, { recipient: 'c@example.org', subject: 'S', body: 'B' }),
  )
  const { councilId } = provider
  const rows = await stage.db.read(systemScope(councilId), (tx) =>
    tx.selectFrom('platform.mail').select(['id']).where('council_id', '=', councilId).execute(),
  )
  for (const { id } of rows) await job.handle(stage.work, { councilId, id })
  expect([rows.length, sent.filter(({ recipient }) => recipient === 'c@example.org')]).toEqual([1, []])
})
