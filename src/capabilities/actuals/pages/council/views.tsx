import { SubNavigation } from '../../../../platform/web/patterns/sub-navigation.tsx'

type View =
  | 'week'
  | 'held'
  | 'exceptions'
  | 'samples'
  | 'absences'
  | 'uploads'
  | 'visits'
  | 'cut-offs'
  | 'reasons'
  | 'exception-codes'
  | 'ways'
  | 'settings'

/** The views of what providers recorded. */
export function ActualsViews({ current }: { readonly current: View }) {
  return (
    <SubNavigation
      label="Actuals"
      items={[
        { href: '/council/actuals', text: 'By week', active: current === 'week' },
        { href: '/council/actuals/held', text: 'Held weeks', active: current === 'held' },
        { href: '/council/actuals/exceptions', text: 'Exceptions', active: current === 'exceptions' },
        { href: '/council/actuals/samples', text: 'Samples', active: current === 'samples' },
        { href: '/council/actuals/absences', text: 'Absences', active: current === 'absences' },
        { href: '/council/actuals/uploads', text: 'By file', active: current === 'uploads' },
        { href: '/council/actuals/visits', text: 'Visits', active: current === 'visits' },
        { href: '/council/actuals/cut-offs', text: 'Cut-offs', active: current === 'cut-offs' },
        { href: '/council/actuals/reasons', text: 'Reasons', active: current === 'reasons' },
        {
          href: '/council/actuals/exception-codes',
          text: 'Exception codes',
          active: current === 'exception-codes',
        },
        { href: '/council/actuals/ways', text: 'Ways of recording', active: current === 'ways' },
        { href: '/council/actuals/settings', text: 'Settings', active: current === 'settings' },
      ]}
    />
  )
}
