import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate, type LocalDate } from '../../../../../core/dates.ts'
import { rate } from '../../../../../core/money.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aPackage, aProvider } from '../../../../../testing/world.ts'
import { addUpliftRule, draftUplift } from '../../../commands/draft-uplift.ts'
import { decideUplift, simulate, submitUplift } from '../../../commands/uplift.ts'
import { getUplift } from '../../../store/uplifts.ts'
import { aPriceDesk, asOwner, noFollowers, type PriceDesk } from '../../../testing/desk.ts'

let desk: PriceDesk
beforeAll(async () => {
  desk = await aPriceDesk('2025-03-10T09:00:00Z')
})
afterAll(() => desk.close())

/** The letter of 4% more for one provider, from a day on. */
async function letterOf(
  providerId: string,
  effectiveOn: LocalDate,
  renewsAgreements: boolean,
  askUntil: LocalDate | null = null,
): Promise<string> {
  const { stage, ann, ben } = desk
  const id = await stage.work.run(ann, async (work) => {
    const outcome = await draftUplift(work, {
      ...{ name: 'April 2025', starts: 'on-day', effectiveOn, roundTo: rate(100n), recentSince: null, overPence: null },
      ...{ outlierPercent: '10', renewsAgreements, askUntil },
    })
    const upliftId = outcome.ok ? outcome.value : ''
    await addUpliftRule(work, upliftId, {
      ...{ sector: null, contractNumber: `K${providerId.slice(0, 8)}`, contractKind: null, serviceLevel: null },
      ...{ band: null, unit: null, change: 'percent', amount: 40_000n, cap: null },
    })
    await simulate(work, upliftId)
    return upliftId
  })
  const version = async () => (await stage.db.read(ann.scope, (tx) => getUplift(tx, id))).version
  const shown = { upliftId: id, shownVersion: await version() }
  await stage.work.run(ann, (work) => submitUplift(work, { ...shown, outliersSeen: undefined, outliersReason: '' }))
  const decision = { kind: 'approve', note: '' } as const
  const shownVersion = await version()
  await stage.work.run(ben, (work) => decideUplift(work, { upliftId: id, shownVersion, decision }, noFollowers))
  return `/provider/price-changes/${id}`
}

it('says that a price which looks back changes what was paid, and promises no agreement that nobody makes', async () => {
  const provider = await aProvider(desk.stage.build, desk.council.id)
  await aPackage(desk.stage.build, provider)
  const letter = await letterOf(provider.id, localDate('2025-02-03'), false)
  const { text } = await desk.site.visit(aProviderVisitor(provider), letter)
  expect(text).toContain('Some of it looks back, to 3 February 2025')
  expect(text).not.toContain('Nothing that was paid before changes')
  expect(text).not.toContain('a new version waits')
})

it('goes through all of the care page by page, and sums all of it on each', async () => {
  const provider = await aProvider(desk.stage.build, desk.council.id)
  for (let count = 0; count < 51; count += 1) await aPackage(desk.stage.build, provider)
  const letter = await letterOf(provider.id, localDate('2025-04-07'), true)
  const visitor = aProviderVisitor(provider)
  const first = await desk.site.visit(visitor, letter)
  const next = /href="([^"]*after=[^"]*)"/u.exec(first.html)?.[1] ?? ''
  const second = await desk.site.visit(visitor, next)
  const packagesOn = ({ html }: { readonly html: string }) =>
    [...html.matchAll(/href="\/provider\/packages\/([^"]+)"/gu)].map(([, id]) => id)
  expect([packagesOn(first).length, packagesOn(second).length]).toEqual([50, 1])
  expect(new Set([...packagesOn(first), ...packagesOn(second)]).size).toBe(51)
  for (const { text } of [first, second]) expect(text).toContain('All 51 packages together: £599.76 more a week')
  expect(second.html).not.toContain('after=')
  expect(first.text).toContain('a new version waits in your agreements')
})

it('offers to ask for more until the day that the council has set, and not beyond', async () => {
  const visited = async (askUntil: LocalDate | null) => {
    const provider = await aProvider(desk.stage.build, desk.council.id)
    await aPackage(desk.stage.build, provider)
    const letter = await letterOf(provider.id, localDate('2025-04-07'), false, askUntil)
    return desk.site.visit(aProviderVisitor(provider), letter)
  }
  const open = await visited(localDate('2025-03-10'))
  expect(open.text).toContain('You can ask for more until 10 March 2025')
  expect(open.html).toMatch(
    /\/provider\/messages\/new\?uplift=[0-9a-f-]{36}&amp;type=provider-note&amp;title=Asking\+for\+more%3A\+April\+2025&amp;text=/u,
  )
  expect(open.html).toContain('It+would+have+to+be%3A+%C2%A3')
  const over = await visited(localDate('2025-03-09'))
  expect(over.text).toContain('Asking for more was possible until 9 March 2025')
  expect((await visited(null)).text).not.toContain('for more')
})

/** A change for a time has the newest number, and the plan that came back after it the one before. */
async function changedForAWeek(packageId: string): Promise<void> {
  const of = `where package_id = '${packageId}'`
  const copied = (version: number, days: string, planned: string) => `
    insert into care_packages.package_version
      (council_id, package_id, version, provider_id, service_id, contract_id, valid, planned, rate_line_id, cause)
    select council_id, package_id, ${String(version)}, provider_id, service_id, contract_id, '${days}', ${planned}, rate_line_id, cause
    from care_packages.package_version ${of} and version = 1;`
  await asOwner(
    desk.stage,
    `update care_packages.package_version set valid = '[2025-01-06,2025-02-03)' ${of};
    ${copied(2, '[2025-02-10,)', 'planned')} ${copied(3, '[2025-02-03,2025-02-10)', '900000')}
    update care_packages.package set current_version = 3 where id = '${packageId}'`,
  )
}

it('lists care whose plan changed since, once, with the plan of its first day at the new price', async () => {
  const provider = await aProvider(desk.stage.build, desk.council.id)
  const care = await aPackage(desk.stage.build, provider)
  await changedForAWeek(care.id)
  const { text } = await desk.site.visit(
    aProviderVisitor(provider),
    await letterOf(provider.id, localDate('2025-04-07'), true),
  )
  expect(text).toContain(`${care.reference} 7 April 2025`)
  expect(text).toContain('One package together: £11.76 more a week')
})
