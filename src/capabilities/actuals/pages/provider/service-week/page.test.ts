import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rate } from '../../../../../core/money.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'

let stage: Stage
let site: Site
let council: ACouncil
const taken: string[] = []
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  const periods = [
    { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy: '2025-04-30T16:00Z' },
    { startsOn: '2025-03-03', endsOn: '2025-03-31', submitBy: '2025-04-02T16:00Z' },
  ]
  for (const period of periods) await aPeriod(stage.build, council.id, period)
  site = await aSite(stage, [(faces, web) => routes(faces, web, later(taken))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const atWeek = (provider: AProvider, week = '2025-03-31') => `/provider/actuals/${provider.serviceId}/${week}`
const aCare = (rule = {}) =>
  aProvider(stage.build, council.id, { rule, rates: [{ from: '2024-01-01', price: rate(232_000n) }] })

type Typed = Partial<Record<'frustrated' | 'missed' | 'extra' | 'visits' | 'comment' | 'version', string>>
function row(id: string, typed: Typed = {}) {
  const all = { frustrated: '0', missed: '0', extra: '0', visits: '', comment: '', version: '0', ...typed }
  return Object.fromEntries(Object.entries(all).map(([field, value]) => [`${field}-${id}`, value]))
}
async function aWeek(rule = {}) {
  const provider = await aCare(rule)
  const { id } = await aPackage(stage.build, provider)
  const visitor = aProviderVisitor(provider)
  return {
    id,
    provider,
    open: () => site.visit(visitor, atWeek(provider)),
    send: (act: string, typed: Typed = {}, more = {}) =>
      site.send(visitor, atWeek(provider), { act, ...row(id, typed), ...more }),
  }
}

describe('the week of a service', () => {
  it('shows exactly the known columns, the plan and its cost', async () => {
    const { id, open } = await aWeek()
    const page = await open()
    expect(page.status).toBe(200)
    const headings = [...page.html.matchAll(/<th scope="col"[^>]*>([^<]*)</g)].map(([, text]) => text)
    expect(headings).toEqual([
      ...['Person', 'Actual', 'Service level', 'Pl.', 'Frustd.', 'Msd.', 'Xtr.', 'Vst.', 'Total cost', 'Comments'],
    ])
    expect(page.text).toContain('14 hours at £23.20')
    expect(page.text).toContain('£324.80')
    expect(page.html).toContain(`name="frustrated-${id}"`)
  })

  it.each([
    ['X09', 'actual', '£359.60'],
    ['X10', 'planned', '£324.80'],
  ])('%s confirms what was typed and shows what is paid on %s terms', async (_, terms, total) => {
    const { open, send, provider } = await aWeek({ payment_terms: terms })
    const typed = { frustrated: '1:00', missed: ' 0.5 ', extra: '2', comment: 'In hospital on Monday' }
    const sent = await send('confirm', typed)
    expect([sent.status, sent.location.split('?')[0]]).toEqual([303, `${atWeek(provider)}/confirmed`])
    const page = await open()
    expect(page.text).toContain('14.5 hours')
    expect(page.text).toContain(total)
    expect(page.text).toContain('Confirmed')
  })

  it('X14 marks a price that changed inside the week', async () => {
    const provider = await aProvider(stage.build, council.id, {
      rates: [
        { from: '2024-01-01', to: '2025-04-01', price: rate(224_000n) },
        { from: '2025-04-01', price: rate(236_000n) },
      ],
    })
    await aPackage(stage.build, provider)
    const page = await site.visit(aProviderVisitor(provider), atWeek(provider))
    expect(page.text).toContain('14 hours at £23.43 (avg price)')
    expect(page.text).toContain('£328.00')
  })

  it('says so when there is no price and when there is no care', async () => {
    const provider = await aProvider(stage.build, council.id, { rates: [] })
    const visitor = aProviderVisitor(provider)
    expect((await site.visit(visitor, atWeek(provider))).text).toContain('No care is planned')
    await aPackage(stage.build, provider)
    expect((await site.visit(visitor, atWeek(provider))).text).toContain('No price yet')
  })

  it('lets somebody who may only look read, and refuses what they send', async () => {
    const { id, provider } = await aWeek()
    const reader = aProviderVisitor(provider, { permissions: ['actuals.view'] })
    const page = await site.visit(reader, atWeek(provider))
    expect(page.html).not.toContain('name="frustrated-')
    expect((await site.send(reader, atWeek(provider), { act: 'confirm', ...row(id) })).status).toBe(403)
  })

  it('adds up the rows, and says how far each is from its plan', async () => {
    const provider = await aCare()
    const visitor = aProviderVisitor(provider)
    const [first, second] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
    const fields = { ...row(first.id, { missed: '1.5', comment: 'Ill' }), ...row(second.id) }
    await site.send(visitor, atWeek(provider), { act: 'draft', ...fields })
    const page = await site.visit(visitor, atWeek(provider))
    expect(page.text).toContain('12.5 hours at £23.20 1.5 below plan')
    expect(page.text).toContain('Total 26.5 hours 28 0 1.5 0 £614.80')
  })

  it('is not there for another provider, a malformed id, an unknown service or a day on which no week begins', async () => {
    const provider = await aCare()
    const visitor = aProviderVisitor(await aCare())
    const own = aProviderVisitor(provider)
    expect((await site.visit(visitor, atWeek(provider))).status).toBe(404)
    expect((await site.visit(own, '/provider/actuals/not-an-id/2025-03-31')).status).toBe(404)
    expect((await site.visit(own, `/provider/actuals/${randomUUID()}/2025-03-31`)).status).toBe(404)
    for (const week of ['2025-04-01', '2025-02-30', 'monday'])
      expect((await site.visit(own, atWeek(provider, week))).status).toBe(404)
  })

  it('gives a page at a time, in order of name', async () => {
    const provider = await aCare()
    const visitor = aProviderVisitor(provider)
    for (let i = 0; i < 103; i += 1) await aPackage(stage.build, provider)
    const first = await site.visit(visitor, atWeek(provider))
    const next = /href="([^"]*\?after=[^"]*)">\s*More packages/.exec(first.html)?.[1] ?? ''
    const second = await site.visit(visitor, next)
    const rows = (html: string) => [...html.matchAll(/id="row-([^"]*)"/g)].map(([, id]) => id)
    expect([rows(first.html).length, rows(second.html).length]).toEqual([100, 3])
    expect(new Set([...rows(first.html), ...rows(second.html)]).size).toBe(103)
  })
})

describe('what is typed wrongly', () => {
  it.each([
    ['a fraction of a quarter', { frustrated: '1.3', comment: 'x' }, 'frustrated', 'in steps of 15 minutes'],
    ['a negative', { missed: '-1', comment: 'x' }, 'missed', 'cannot be less than 0'],
    ['a word', { extra: 'two', comment: 'x' }, 'extra', 'must be a number of hours, like 1.75 or 1:45'],
    ['a huge number', { extra: '999999999999', comment: 'x' }, 'extra', 'is too large'],
    ['more hours than a week has', { extra: '160', comment: 'x' }, 'extra', 'more than the 168 hours in a week'],
    ['frustrated and missed over planned', { frustrated: '3', missed: '12', comment: 'x' }, 'missed', 'only 14 hours'],
    ['no comment', { missed: '1' }, 'comment', 'Enter a comment saying why'],
    ['half a visit', { visits: '1.5' }, 'visits', 'must be a whole number'],
  ])('%s is refused at its box, and all that was typed stays', async (_, typed, field, words) => {
    const { id, open, send } = await aWeek()
    const answer = await send('confirm', typed)
    expect(answer.status).toBe(422)
    expect(answer.html).toContain(`href="#${field}-${id}"`)
    expect(answer.text).toContain(words)
    for (const [name, value] of Object.entries(typed))
      expect(answer.html).toMatch(
        name === 'comment'
          ? new RegExp(`${name}-${id}"[^>]*>${value}<`)
          : new RegExp(`name="${name}-${id}"[^>]*value="${value}"`),
      )
    expect((await open()).text).toContain('To do')
  })

  it('tells the faults of all rows at once', async () => {
    const provider = await aCare()
    const [first, second] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
    const fields = { ...row(first.id, { missed: 'x' }), ...row(second.id, { missed: '1' }) }
    const answer = await site.send(aProviderVisitor(provider), atWeek(provider), { act: 'confirm', ...fields })
    expect(answer.html).toContain(`href="#missed-${first.id}"`)
    expect(answer.html).toContain(`href="#comment-${second.id}"`)
  })

  it('asks for visits and refuses extras where the contract says so', async () => {
    const { send } = await aWeek({ visits_required: true, extras_allowed: false })
    const answer = await send('confirm', { extra: '1', comment: 'x' })
    expect(answer.text).toContain('Enter the number of visits')
    expect(answer.text).toContain('Extra care is not paid under this contract')
  })

  it('is a bad request when no form of ours could have sent it', async () => {
    const { send } = await aWeek()
    expect((await send('everything')).status).toBe(400)
  })
})

describe('rows that cannot be recorded', () => {
  it('say why, who must act and when they open', async () => {
    const provider = await aCare()
    const visitor = aProviderVisitor(provider)
    const unsigned = await aPackage(stage.build, provider, { recordableFrom: null })
    const page = await site.visit(visitor, atWeek(provider))
    expect(page.text).toContain('Its agreement has not been agreed yet. The council has yet to publish it')
    expect(page.html).not.toContain(`frustrated-${unsigned.id}`)
    const future = await site.visit(visitor, atWeek(provider, '2025-04-14'))
    expect(future.text).toContain('This week opens on Monday 14 April 2025')
    const sent = await site.send(visitor, atWeek(provider), { act: 'confirm', ...row(unsigned.id) })
    expect(sent.html).toContain(`href="#row-${unsigned.id}"`)
  })

  it('are closed after the cut-off, and once they are taken', async () => {
    const { id, provider, open, send } = await aWeek()
    await send('confirm')
    taken.push(id)
    const closed = (await open()).text
    expect(closed).toContain('already on an invoice or in a payment')
    expect(closed).not.toContain('rows are closed')
    const march = atWeek(provider, '2025-03-24')
    await site.send(aProviderVisitor(provider), march, { act: 'confirm', ...row(id), 'late-reason': 'oversight' })
    taken.pop()
    const page = await site.visit(aProviderVisitor(provider), march)
    expect(page.text).toContain('The time to change this week ended at 5pm on Wednesday 2 April 2025')
  })
})

describe('sending', () => {
  it('saves a draft, then confirms only what is selected', async () => {
    const provider = await aCare()
    const visitor = aProviderVisitor(provider)
    const [first, second] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
    const fields = { ...row(first.id), ...row(second.id, { missed: '1', comment: 'Ill' }) }
    await site.send(visitor, atWeek(provider), { act: 'draft', ...fields })
    expect((await site.visit(visitor, atWeek(provider))).text).toMatch(/To do.*Draft|Draft.*To do/)
    const selected = { ...row(first.id), ...row(second.id, { version: '1' }), [`select-${first.id}`]: 'yes' }
    await site.send(visitor, atWeek(provider), { act: 'confirm-selected', ...selected })
    expect((await site.visit(visitor, atWeek(provider))).text).toMatch(/Confirmed.*Draft|Draft.*Confirmed/)
  })

  it('holds only what is over the exception level', async () => {
    const { open, send } = await aWeek({ tolerance_percent: 10 })
    expect((await open()).text).toContain('max 15.4')
    await send('confirm', { extra: '2', comment: 'Asked for' })
    const held = (await open()).text
    expect(held).toContain('Held 16 hours')
    expect(held).toContain('More was delivered than the exception level allows')
  })

  it('the same form twice is answered once, and edited after "back" changes nothing', async () => {
    const { id, open, send } = await aWeek()
    const key = { _key: randomUUID() }
    const answers = [await send('confirm', {}, key), await send('confirm', {}, key)]
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    const edited = await send('confirm', { missed: '1', comment: 'Ill' }, key)
    expect([edited.status, edited.text]).toEqual([409, expect.stringContaining('already sent') as unknown])
    expect((await open()).html).toContain(`name="version-${id}" value="1"`)
  })

  it('an old page is told who changed what, keeps its figures, and may then decide', async () => {
    const { id, open, send } = await aWeek()
    await send('draft', { missed: '1', comment: 'Ill' })
    const stale = await send('draft', { missed: '2', comment: 'Very ill' })
    expect(stale.status).toBe(422)
    expect(stale.text).toContain('Asha Test changed this at 10am on Thursday 10 April 2025: frustrated 0, missed 1')
    expect(stale.html).toMatch(new RegExp(`name="missed-${id}"[^>]*value="2"`))
    expect(stale.html).toContain(`name="version-${id}" value="1"`)
    expect((await open()).html).toMatch(new RegExp(`name="missed-${id}"[^>]*value="1"`))
    expect((await send('draft', { missed: '2', comment: 'Very ill', version: '1' })).status).toBe(303)
    expect((await open()).html).toMatch(new RegExp(`name="missed-${id}"[^>]*value="2"`))
  })
})

describe('what was typed and not sent', () => {
  async function aBegunWeek() {
    const week = await aWeek()
    const { id, provider } = week
    const form = { _draft: atWeek(provider), _form: atWeek(provider) }
    const keep = (typed: Typed) => site.send(aProviderVisitor(provider), '/drafts', { ...form, ...row(id, typed) })
    return { ...week, keep, form }
  }

  it('stands in its row again, and every other row is as it stands now', async () => {
    const { id, provider, keep, open, send } = await aBegunWeek()
    const other = await aPackage(stage.build, provider)
    await keep({ frustrated: '1.5', comment: 'Was at her sis' })
    await send('draft', {}, row(other.id, { missed: '2', comment: 'Van broke down' }))
    const { html } = await open()
    expect(html).toContain('Was at her sis</textarea>')
    expect(html).toMatch(new RegExp(`id="frustrated-${id}"[^>]*value="1.5"`))
    expect(html).toMatch(new RegExp(`id="missed-${other.id}"[^>]*value="2"`))
  })

  it('is told, and not lost, when somebody else has changed the row meanwhile', async () => {
    const { id, keep, open, send } = await aBegunWeek()
    await keep({ frustrated: '1.5', comment: 'Mine' })
    await send('confirm', { missed: '2', comment: 'Theirs' })
    const { html } = await open()
    expect(html).toContain('Mine</textarea>')
    expect(html).toContain(`name="version-${id}" value="0"`)
    const again = await send('confirm', { frustrated: '1.5', comment: 'Mine', version: '0' })
    expect(again.status).toBe(422)
    expect(again.text).toContain('Asha Test changed this')
  })

  it('is gone once it was sent', async () => {
    const { keep, open, send, form } = await aBegunWeek()
    await keep({ comment: 'Not needed' })
    await send('draft', { frustrated: '1', comment: 'Sent' }, form)
    expect((await open()).html).not.toContain('Not needed')
  })
})
