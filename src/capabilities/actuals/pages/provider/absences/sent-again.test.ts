import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'

let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const WEEK = '2025-03-31'
const LIST = '/provider/actuals/absences'

async function aHome() {
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id)
  const care = await aPackage(stage.build, provider)
  const visitor = aProviderVisitor(provider)
  const sheet = `/provider/actuals/${provider.serviceId}/${WEEK}`
  const send = (address: string, fields: Record<string, string>) => site.send(visitor, address, fields)
  const count = async (table: 'actuals.week_version' | 'actuals.absence') => {
    const rows = await stage.db.read(visitor.scope, (tx) =>
      tx
        .selectFrom(table)
        .select('package_id')
        .where('council_id', '=', tx.councilId)
        .where('provider_id', '=', tx.providerId)
        .execute(),
    )
    return rows.length
  }
  return { provider, care, visitor, sheet, send, count }
}

const absence = {
  ...{ cause: 'person', note: 'In hospital' },
  ...{ 'first-day': '31', 'first-month': '3', 'first-year': '2025' },
  ...{ 'last-day': '6', 'last-month': '4', 'last-year': '2025' },
}

describe('the same form sent twice, by two clicks or with the back button', () => {
  it('lands on what it confirmed, and records it once', async () => {
    const { care, sheet, send, count } = await aHome()
    const form = { _key: randomUUID(), act: 'confirm', [`version-${care.id}`]: '0' }
    const answers = [await send(sheet, form), await send(sheet, form)]
    expect(answers.map(({ status, location }) => [status, location])).toEqual([
      [303, expect.stringContaining(`${sheet}/confirmed?at=`)],
      [303, answers[0]?.location],
    ])
    expect(await count('actuals.week_version')).toBe(1)
  })

  it('lands on the absence that it recorded, and records it once', async () => {
    const { care, visitor, send, count } = await aHome()
    const form = { ...absence, _key: randomUUID(), reference: care.reference }
    const [first, second] = [await send(LIST, form), await send(LIST, form)]
    expect([first.status, second.status]).toEqual([303, 303])
    expect(second.location).toBe(first.location)
    expect((await site.visit(visitor, second.location)).text).toContain('In hospital')
    expect([await count('actuals.absence'), await count('actuals.week_version')]).toEqual([1, 1])
  })

  it('of an absence, with a new key, is told that they are away already', async () => {
    const { care, send, count } = await aHome()
    const open = { cause: 'person', note: 'In hospital', 'first-day': '31', 'first-month': '3', 'first-year': '2025' }
    const form = { ...open, reference: care.reference }
    expect((await send(LIST, { ...form, _key: randomUUID() })).status).toBe(303)
    const again = await send(LIST, { ...form, _key: randomUUID() })
    expect(again.status).toBe(422)
    expect(await count('actuals.absence')).toBe(1)
  })

  it('lands on the week that is confirmed as planned, and confirms it once, also with a new key', async () => {
    const { visitor, sheet, send, count } = await aHome()
    const form = { _key: randomUUID() }
    const sent = [
      await send(`${sheet}/confirmation`, form),
      await send(`${sheet}/confirmation`, form),
      await send(`${sheet}/confirmation`, { _key: randomUUID() }),
    ]
    // What was confirmed is told once for one form; whoever sends another finds nothing left, and the week.
    const told = expect.stringContaining(`${sheet}/confirmed?at=`)
    expect(sent.map(({ status, location }) => [status, location])).toEqual([
      [303, told],
      [303, told],
      [303, sheet],
    ])
    expect((await site.visit(visitor, sheet)).text).toContain('Confirmed')
    expect(await count('actuals.week_version')).toBe(1)
  })

  it('of two who press at the same moment, one records and both land on the result', async () => {
    const { sheet, send, count } = await aHome()
    const answers = await Promise.all([
      send(`${sheet}/confirmation`, { _key: randomUUID() }),
      send(`${sheet}/confirmation`, { _key: randomUUID() }),
    ])
    const told = expect.stringContaining(`${sheet}/confirmed?at=`)
    expect(answers.map(({ location }) => location).toSorted()).toEqual([sheet, told])
    expect(await count('actuals.week_version')).toBe(1)
  })
})
