import { SubNavigation } from '../../../../platform/web/patterns/sub-navigation.tsx'

/** The views of what providers recorded. */
export function ActualsViews({ current }: { readonly current: 'week' | 'held' | 'uploads' | 'visits' }) {
  return (
    <SubNavigation
      label="Actuals"
      items={[
        { href: '/council/actuals', text: 'By week', active: current === 'week' },
        { href: '/council/actuals/held', text: 'Held weeks', active: current === 'held' },
        { href: '/council/actuals/uploads', text: 'By file', active: current === 'uploads' },
        { href: '/council/actuals/visits', text: 'Visits', active: current === 'visits' },
      ]}
    />
  )
}
