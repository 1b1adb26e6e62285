import type { ComponentChildren } from 'preact'
import { classNames, type Attributes, type Words } from './common.ts'

interface NavigationItem extends Words {
  readonly href?: string | undefined
  /** This very page. */
  readonly current?: boolean | undefined
  /** A page below this one. */
  readonly active?: boolean | undefined
}

interface ServiceNavigationProps {
  readonly serviceName?: string | undefined
  readonly serviceUrl?: string | undefined
  readonly navigation?: readonly NavigationItem[] | undefined
  readonly navigationId?: string | undefined
  readonly navigationClasses?: string | undefined
  readonly navigationLabel?: string | undefined
  readonly menuButtonText?: string | undefined
  readonly menuButtonLabel?: string | undefined
  readonly ariaLabel?: string | undefined
  readonly collapseNavigationOnMobile?: boolean | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

export function ServiceNavigation(props: ServiceNavigationProps) {
  const { serviceName, serviceUrl, ariaLabel = 'Service information' } = props
  const shared = {
    class: classNames('govuk-service-navigation', props.classes),
    'data-module': 'govuk-service-navigation',
    ...props.attributes,
  }
  const inner = (
    <div class="govuk-width-container">
      <div class="govuk-service-navigation__container">
        {serviceName === undefined ? null : <ServiceName name={serviceName} url={serviceUrl} />}
        <Menu menu={props} />
      </div>
    </div>
  )
  // A named service makes it a landmark of its own; otherwise the nav inside is landmark enough.
  if (serviceName === undefined) return <div {...shared}>{inner}</div>
  return (
    <section aria-label={ariaLabel} {...shared}>
      {inner}
    </section>
  )
}

function ServiceName({ name, url }: { readonly name: string; readonly url: string | undefined }) {
  return (
    <span class="govuk-service-navigation__service-name">
      {url === undefined ? (
        <span class="govuk-service-navigation__text">{name}</span>
      ) : (
        <a href={url} class="govuk-service-navigation__link">
          {name}
        </a>
      )}
    </span>
  )
}

function Menu({ menu }: { readonly menu: ServiceNavigationProps }) {
  const { navigation: items = [], navigationId: id = 'navigation', menuButtonText: text = 'Menu' } = menu
  const { menuButtonLabel: label, collapseNavigationOnMobile: collapses = items.length > 1 } = menu
  if (items.length === 0) return null
  return (
    <nav
      aria-label={menu.navigationLabel ?? text}
      class={classNames('govuk-service-navigation__wrapper', menu.navigationClasses)}
    >
      {collapses ? (
        <button
          type="button"
          class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
          aria-controls={id}
          aria-label={label === text ? undefined : label}
          hidden
          aria-hidden="true"
        >
          {text}
        </button>
      ) : null}
      <ul class="govuk-service-navigation__list" id={id}>
        {items.map((item) => (
          <MenuItem item={item} />
        ))}
      </ul>
    </nav>
  )
}

function MenuItem({ item }: { readonly item: NavigationItem }) {
  const isActive = item.active === true || item.current === true
  const words = isActive ? <strong class="govuk-service-navigation__active-fallback">{item.text}</strong> : item.text
  return (
    <li class={classNames('govuk-service-navigation__item', isActive && 'govuk-service-navigation__item--active')}>
      <MenuLink item={item} isActive={isActive}>
        {words}
      </MenuLink>
    </li>
  )
}

interface MenuLinkProps {
  readonly item: NavigationItem
  readonly isActive: boolean
  readonly children: ComponentChildren
}

function MenuLink({ item, isActive, children }: MenuLinkProps) {
  const current = isActive ? (item.current === true ? 'page' : 'true') : undefined
  if (item.href === undefined)
    return (
      <span class="govuk-service-navigation__text" aria-current={current}>
        {children}
      </span>
    )
  return (
    <a class="govuk-service-navigation__link" href={item.href} aria-current={current} {...item.attributes}>
      {children}
    </a>
  )
}
