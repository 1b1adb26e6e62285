import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, providerActor, serviceActor, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'
import { localDate } from '../../../../../core/dates.ts'
import type { Workplace } from '../../shared/later.ts'

let stage: Stage
let site: Site
let places: readonly Workplace[] = []
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  const ports = { ...later([], stage.db), workplaces: () => Promise.resolve(places) }
  site = await aSite(stage, [(faces, web) => routes(faces, web, ports)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function aSiteOf(name: string, council: string, startsOn = '2025-03-31') {
  const { id: councilId } = await aCouncil(stage.build)
  await aPeriod(stage.build, councilId, { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy: '2025-04-30T16:00Z' })
  const provider = await aProvider(stage.build, councilId, { name })
  const care = await aPackage(stage.build, provider, { startsOn })
  const place: Workplace = { membershipId: provider.membershipId, name, council, scope: providerActor(provider).scope }
  return { provider, care, place }
}

async function twoOrganisations(): Promise<{ north: AProvider; south: AProvider }> {
  const north = await aSiteOf('Elm House', 'Northshire')
  const south = await aSiteOf('Oak Lodge', 'Southshire')
  await aRecordedWeek(stage, south.provider, { packageId: south.care.id, weekStart: localDate('2025-03-31') })
  places = [north.place, south.place]
  return { north: north.provider, south: south.provider }
}

describe('all organisations of one person', () => {
  it('stand in one table of sites and weeks, with the state of each week', async () => {
    const { north, south } = await twoOrganisations()
    const page = await site.visit(aProviderVisitor(north), '/provider/actuals/organisations')
    expect(page.text).toMatch(/Elm House at home Elm House, Northshire .*?To do/)
    expect(page.text).toMatch(/Oak Lodge at home Oak Lodge, Southshire .*?Done/)
    // A link leads to a week of the place where they are; the others are entered first.
    expect(page.html).toContain(`href="/provider/actuals/${north.serviceId}/2025-03-31"`)
    expect(page.html).not.toContain(south.serviceId)
    expect(page.html).toContain(`name="place" value="${south.membershipId}"`)
    expect(page.html).not.toContain(`name="place" value="${north.membershipId}"`)
    expect(page.text).toContain('You are here')
  })

  it('are offered on the board to who has several, and to nobody else', async () => {
    const { north } = await twoOrganisations()
    const board = () => site.visit(aProviderVisitor(north), '/provider/actuals')
    expect((await board()).html).toContain('/provider/actuals/organisations')
    places = places.slice(0, 1)
    expect((await board()).html).not.toContain('/provider/actuals/organisations')
  })

  it('show what somebody may see there and no more', async () => {
    const { north, south } = await twoOrganisations()
    const scope = { ...serviceActor(south).scope, services: [], contracts: [], seenServices: [], seenContracts: [] }
    places = places.map((place) => (place.name === 'Oak Lodge' ? { ...place, scope } : place))
    const page = await site.visit(aProviderVisitor(north), '/provider/actuals/organisations')
    expect(page.text).not.toContain('Oak Lodge at home')
    expect(page.text).toContain('Elm House at home')
  })

  it('say so when there are none', async () => {
    const { north } = await twoOrganisations()
    places = []
    const page = await site.visit(aProviderVisitor(north), '/provider/actuals/organisations')
    expect(page.text).toContain('You have no organisation for which you may see actuals')
  })
})
