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
  await aPeriod(stage.build, council.id, {
    startsOn: '2025-03-31',
    endsOn: '2025-04-28',
    submitBy: '2025-04-30T16:00Z',
  })
  await aPeriod(stage.build, council.id, {
    startsOn: '2025-03-03',
    endsOn: '2025-03-31',
    submitBy: '2025-04-02T16:00Z',
  })
  const mount = (
    ...[faces, web]: Parameters<typeof routes> extends [infer F, infer W, ...unknown[]] ? [F, W] : never
  ) =>
    routes(faces, web, {
      ...later(),
      listTaken: (_tx, _week, ids) => Promise.resolve(new Set(ids.filter((id) => taken.includes(id)))),
    })
  site = await aSite(stage, [mount])
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

describe('the week of a service', () => {
  it('shows exactly the known columns, the plan and its cost', async () => {
    const provider = await aCare()
    const { id } = await aPackage(stage.build, provider)
    const page = await site.visit(aProviderVisitor(provider), atWeek(provider))
    expect(page.status).toBe(200)
    const headings = [...page.html.matchAll(/<th scope="col"[^>]*>([^<]*)</g)].map(([, text]) => text)
    expect(headings).toEqual([
      'Person',
      'Actual',
      'Service level',
      'Pl.',
      'Frustd.',
      'Msd.',
      'Xtr.',
      'Vst.',
      'Total cost',
      'Comments',
    ])
    expect(page.text).toContain('14 hours at £23.20')
    expect(page.text).toContain('£324.80')
    expect(page.html).toContain(`name="frustrated-${id}"`)
  })

  it('X09 confirms what was typed and shows what will be paid', async () => {
    const provider = await aCare()
    const { id } = await aPackage(stage.build, provider)
    const visitor = aProviderVisitor(provider)
    const typed = { frustrated: '1:00', missed: ' 0.5 ', extra: '2', comment: 'In hospital on Monday' }
    const sent = await site.send(visitor, atWeek(provider), { act: 'confirm', ...row(id, typed) })
    expect([sent.status, sent.location]).toEqual([303, atWeek(provider)])
    const page = await site.visit(visitor, atWeek(provider))
    expect(page.text).toContain('14.5 hours')
    expect(page.text).toContain('£359.60')
    expect(page.text).toContain('Confirmed')
  })
})
