import type { ComponentChildren } from 'preact'

interface SubNavigationItem {
  readonly href: string
  readonly text: ComponentChildren
  readonly active?: boolean | undefined
}

interface SubNavigationProps {
  readonly label: string
  readonly items: readonly SubNavigationItem[]
}

/** Links between the pages about one thing. Each is an address of its own, unlike tabs. */
export function SubNavigation({ label, items }: SubNavigationProps) {
  return (
    <nav class="moj-sub-navigation" aria-label={label}>
      <ul class="moj-sub-navigation__list">
        {items.map(({ href, text, active }) => (
          <li class="moj-sub-navigation__item">
            <a class="moj-sub-navigation__link" aria-current={active === true ? 'page' : undefined} href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
