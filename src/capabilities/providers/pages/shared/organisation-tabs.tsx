import { SubNavigation } from '../../../../platform/web/patterns/sub-navigation.tsx'

interface OrganisationTabsProps {
  readonly active: 'organisations' | 'changes' | 'settings'
  readonly waiting: number
}

/** What staff do about organisations: look one up, or decide what was asked for. */
export function OrganisationTabs({ active, waiting }: OrganisationTabsProps) {
  return (
    <SubNavigation
      label="Organisations"
      items={[
        { href: '/council/organisations', text: 'Organisations', active: active === 'organisations' },
        {
          href: '/council/organisation-changes',
          text: `Changes to decide (${String(waiting)})`,
          active: active === 'changes',
        },
        { href: '/council/organisation-settings', text: 'Settings', active: active === 'settings' },
      ]}
    />
  )
}
