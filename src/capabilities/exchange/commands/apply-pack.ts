import type { Loaded } from '../../../platform/db/load.ts'
import type { Work } from '../../../platform/work.ts'
import { loadGrants, loadMembers, loadStaffRoles } from '../../access/index.ts'
import { loadWeeks } from '../../actuals/index.ts'
import { loadStagedAgreements } from '../../agreements/index.ts'
import {
  adoptPackageIds,
  loadPackages,
  loadPackageVersions,
  loadPayers,
  loadTimetables,
  openAgreedPackages,
} from '../../care-packages/index.ts'
import {
  loadCalendarDays,
  loadContractRules,
  loadContracts,
  loadContractServices,
  loadRateLines,
  loadRates,
  loadVisitPrices,
} from '../../contracts/index.ts'
import { loadDefaultTypes } from '../../conversations/index.ts'
import { loadPeriods, loadPurchaseOrders } from '../../payments/index.ts'
import { loadOrganisations, loadServices } from '../../providers/index.ts'
import { loadPeople, loadServedPeople } from '../../service-users/index.ts'
import { loadCouncil, loadSettings } from '../store/council.ts'
import { placePackages } from '../store/staging.ts'

type Step = (work: Work, loaded: Map<string, Loaded>) => Promise<Loaded>

/**
 * Each owner moves its own staged rows, in an order in which every row finds what it refers to. The files of a pack
 * are the keys; a step of several tables answers for the file that people think of.
 */
const steps: readonly (readonly [file: string, step: Step])[] = [
  ['pack', ({ tx }) => loadCouncil(tx)],
  ['settings', ({ tx }) => loadSettings(tx)],
  ['calendar', ({ tx }) => loadPeriods(tx)],
  ['organisations', ({ tx }) => loadOrganisations(tx)],
  ['services', ({ tx }) => loadServices(tx)],
  ['contracts', ({ tx }) => loadContracts(tx)],
  ['contract-services', ({ tx }) => loadContractServices(tx)],
  ['contract-rules', ({ tx }) => loadContractRules(tx)],
  ['rate-lines', ({ tx }) => loadRateLines(tx)],
  ['rates', ({ tx }) => loadRates(tx)],
  ['visit-prices', ({ tx }) => loadVisitPrices(tx)],
  ['calendar-days', ({ tx, now }) => loadCalendarDays(tx, now)],
  ['people', ({ tx }) => loadPeople(tx)],
  ['packages', applyPackages],
  ['package-versions', ({ tx }) => loadPackageVersions(tx)],
  ['timetables', ({ tx }) => loadTimetables(tx)],
  ['payers', ({ tx }) => loadPayers(tx)],
  ['purchase-orders', ({ tx }) => loadPurchaseOrders(tx)],
  ['agreements', applyAgreements],
  ['actuals', ({ tx, now }) => loadWeeks(tx, now)],
  ['users', ({ tx }) => loadMembers(tx)],
  ['grants', ({ tx }) => loadGrants(tx)],
  ['staff', ({ tx }) => loadStaffRoles(tx)],
]

export async function applyPack(work: Work, onStep: (file: string) => void): Promise<ReadonlyMap<string, Loaded>> {
  const loaded = new Map<string, Loaded>()
  for (const [file, step] of steps) {
    onStep(file)
    loaded.set(file, await step(work, loaded))
  }
  await loadDefaultTypes(work)
  return loaded
}

async function applyPackages({ tx }: Work): Promise<Loaded> {
  await adoptPackageIds(tx)
  await placePackages(tx)
  const loaded = await loadPackages(tx)
  await loadServedPeople(tx)
  return loaded
}

async function applyAgreements(work: Work, loaded: Map<string, Loaded>): Promise<Loaded> {
  const { agreements, lines } = await loadStagedAgreements(work)
  loaded.set('agreement-lines', lines)
  await openAgreedPackages(work.tx)
  return agreements
}
