import { classNames, type Attributes, type Words } from './common.ts'

interface Crumb extends Words {
  readonly href?: string | undefined
}

interface BreadcrumbsProps {
  readonly items: readonly Crumb[]
  readonly collapseOnMobile?: boolean | undefined
  readonly labelText?: string | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

/** The way back to the top. An item without `href` is this page. */
export function Breadcrumbs(props: BreadcrumbsProps) {
  const { items, collapseOnMobile = false, labelText = 'Breadcrumb', classes, attributes } = props
  const style = classNames('govuk-breadcrumbs', classes, collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile')
  return (
    <nav class={style} {...attributes} aria-label={labelText}>
      <ol class="govuk-breadcrumbs__list">
        {items.map((item) =>
          item.href === undefined ? (
            <li class="govuk-breadcrumbs__list-item" aria-current="page">
              {item.text}
            </li>
          ) : (
            <li class="govuk-breadcrumbs__list-item">
              <a class="govuk-breadcrumbs__link" href={item.href} {...item.attributes}>
                {item.text}
              </a>
            </li>
          ),
        )}
      </ol>
    </nav>
  )
}
