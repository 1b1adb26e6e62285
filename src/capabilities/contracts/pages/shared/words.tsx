import { perUnit, type CareUnit } from '../../../../core/care-units.ts'
import { formatRate } from '../../../../core/format.ts'
import type { Rate } from '../../../../core/money.ts'
import { SubNavigation } from '../../../../platform/web/patterns/sub-navigation.tsx'
import type { ContractKind, DaysOfWeek } from '../../store/price-book.ts'
import type { ChangeStatus } from '../../rules/price-change.ts'

export const KIND_WORDS: Readonly<Record<ContractKind, string>> = {
  spot: 'Spot: bought one by one',
  framework: 'Framework: agreed prices',
  block: 'Block: bought in advance',
}
export const DAYS_WORDS: Readonly<Record<DaysOfWeek, string>> = {
  any: 'Any day',
  weekday: 'Monday to Friday',
  weekend: 'Saturday and Sunday',
  'bank-holiday': 'Bank holidays',
  night: 'Nights',
}
export const UNITS: readonly CareUnit[] = ['hour', 'session', 'day', 'night', 'week']

type Colour = 'green' | 'grey' | 'yellow' | 'red'
export const STATUS_WORDS: Readonly<Record<ChangeStatus, { readonly text: string; readonly colour: Colour }>> = {
  proposed: { text: 'Waits for a second person', colour: 'yellow' },
  approved: { text: 'Approved', colour: 'green' },
  refused: { text: 'Refused', colour: 'red' },
  withdrawn: { text: 'Taken back', colour: 'grey' },
  undone: { text: 'Undone', colour: 'grey' },
}

/** '£23.06 an hour' */
export function priceText(price: Rate | null, unit: CareUnit): string {
  return price === null ? 'No price' : `${formatRate(price)} ${perUnit(unit)}`
}

/** '1 package', '12 packages' */
export function packagesText(count: number): string {
  return count === 1 ? '1 package' : `${String(count)} packages`
}

export function PriceTabs({ active }: { readonly active: 'contracts' | 'changes' | 'uplifts' | 'days' }) {
  return (
    <SubNavigation
      label="Prices"
      items={[
        { href: '/council/prices', text: 'Price book', active: active === 'contracts' },
        { href: '/council/price-changes', text: 'Waiting for a second person', active: active === 'changes' },
        { href: '/council/uplifts', text: 'Annual uplifts', active: active === 'uplifts' },
        { href: '/council/calendar-days', text: 'Bank holidays and special days', active: active === 'days' },
      ]}
    />
  )
}
