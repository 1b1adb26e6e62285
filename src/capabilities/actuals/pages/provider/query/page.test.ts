import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type ACouncil } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'

let stage: Stage
let site: Site
let council: ACouncil
const asked: { readonly title: string; readonly text: string }[] = []
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  await aPeriod(stage.build, council.id, {
    ...{ startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy: '2025-04-30T16:00Z' },
  })
  const ports = later()
  const openConversation: typeof ports.openConversation = (work, wanted) => {
    asked.push(wanted)
    return ports.openConversation(work, wanted)
  }
  site = await aSite(stage, [(faces, web) => routes(faces, web, { ...ports, openConversation })])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

/** Two people: one of them has a draft that nobody explained. */
async function aWeekWithADoubt() {
  const provider = await aProvider(stage.build, council.id)
  const [doubtful, other] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
  const visitor = aProviderVisitor(provider)
  const sheet = `/provider/actuals/${provider.serviceId}/2025-03-31`
  const send = (address: string, fields: Record<string, string>) => site.send(visitor, address, fields)
  const version = (id: string, number: string) => ({ [`version-${id}`]: number })
  await send(sheet, { act: 'draft', ...version(doubtful.id, '0'), [`missed-${doubtful.id}`]: '1' })
  const ask = (question = 'Was he in hospital?') => send(`${sheet}/${doubtful.id}/query`, { question })
  const review = () => site.visit(visitor, `${sheet}/review`)
  return { provider, doubtful, other, visitor, sheet, send, version, ask, review }
}

describe('a line about which the council is asked', () => {
  it('stops nobody: it waits by itself, and the others are confirmed', async () => {
    const { doubtful, other, sheet, send, version, ask, review } = await aWeekWithADoubt()
    expect((await review()).text).toContain('1 line stops you')
    expect((await ask()).location).toBe(`${sheet}/review`)
    expect(asked.at(-1)).toMatchObject({ text: 'Was he in hospital?' })
    const after = await review()
    expect(after.text).not.toContain('stops you')
    expect(after.text).toContain('1 line waits for the council')
    expect(after.text).toContain('Confirm 1 record')
    const both = { ...version(doubtful.id, '1'), ...version(other.id, '0') }
    expect((await send(`${sheet}/review`, both)).status).toBe(303)
    expect((await review()).text).toContain('1 line waits for the council')
  })

  it('is left out when the whole sheet or everything as planned is confirmed, and keeps what is typed in it', async () => {
    const { doubtful, other, visitor, sheet, send, version, ask } = await aWeekWithADoubt()
    await ask()
    const rows = {
      ...version(doubtful.id, '1'),
      [`missed-${doubtful.id}`]: '2',
      ...version(other.id, '0'),
    }
    expect((await send(sheet, { act: 'confirm', ...rows })).status).toBe(303)
    const page = await site.visit(visitor, sheet)
    expect(page.html).toMatch(new RegExp(`id="missed-${doubtful.id}"[^>]*value="2"`))
    expect(page.text).toMatch(/Draft.*Confirmed|Confirmed.*Draft/)
    expect(page.text).toContain('Asked the council on')
  })

  it('that was never recorded is not confirmed as planned', async () => {
    const { other, visitor, sheet, send } = await aWeekWithADoubt()
    await send(`${sheet}/${other.id}/query`, { question: 'Has she moved?' })
    expect((await send(`${sheet}/confirmation`, {})).status).toBe(303)
    const page = await site.visit(visitor, `${sheet}/confirmation`)
    expect(page.text).toContain('You asked the council about it')
    expect((await site.visit(visitor, sheet)).html).toContain(`name="version-${other.id}" value="0"`)
  })

  it('is confirmed by itself, and waits no more', async () => {
    const { doubtful, sheet, send, version, ask, review } = await aWeekWithADoubt()
    await ask()
    const row = { ...version(doubtful.id, '1'), [`missed-${doubtful.id}`]: '1', [`comment-${doubtful.id}`]: 'Ill' }
    expect((await send(`${sheet}/${doubtful.id}`, { act: 'confirm', ...row })).status).toBe(303)
    expect((await review()).text).not.toContain('waits for the council')
  })

  it('is taken up again by one button, and a second press changes nothing', async () => {
    const { doubtful, sheet, send, ask, review } = await aWeekWithADoubt()
    await ask()
    const end = () => send(`${sheet}/${doubtful.id}/query/end`, {})
    expect([(await end()).status, (await end()).status]).toEqual([303, 303])
    expect((await review()).text).toContain('1 line stops you')
  })

  it('asks once, however often the button is pressed', async () => {
    const { ask } = await aWeekWithADoubt()
    const before = asked.length
    expect([(await ask()).status, (await ask('And again?')).status]).toEqual([303, 303])
    expect(asked).toHaveLength(before + 1)
  })

  it.each([
    ['no question', '  ', 422, 'Enter what you want to ask'],
    ['more than fits', 'x'.repeat(7_501), 422, 'Your question must be 7,500 characters or fewer'],
  ])('is not asked with %s', async (...[, question, status, text]) => {
    const { ask } = await aWeekWithADoubt()
    const refused = await ask(question)
    expect([refused.status, refused.text]).toEqual([status, expect.stringContaining(text)])
  })

  it('leads back to the invoice from which it was asked, and is not there for somebody else', async () => {
    const { provider, doubtful, sheet, send } = await aWeekWithADoubt()
    const back = `period=${doubtful.id}&contract=${provider.contractId}`
    const sent = await send(`${sheet}/${doubtful.id}/query?${back}`, { question: 'Paid?' })
    expect(sent.location).toBe(`/provider/invoices/new?${back}&service=${provider.serviceId}`)
    const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
    expect((await site.visit(stranger, `${sheet}/${doubtful.id}/query`)).status).toBe(404)
    expect((await site.send(stranger, `${sheet}/${doubtful.id}/query`, { question: 'x' })).status).toBe(404)
    expect((await site.send(stranger, `${sheet}/${doubtful.id}/query/end`, {})).status).toBe(404)
  })
})
