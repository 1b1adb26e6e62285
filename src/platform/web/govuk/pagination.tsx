import type { ComponentChildren } from 'preact'
import { classNames, type Attributes } from './common.ts'

interface PageLink {
  readonly href: string
  readonly text?: ComponentChildren
  readonly labelText?: string | undefined
  readonly attributes?: Attributes | undefined
}

interface PageItem {
  readonly number?: number | string | undefined
  readonly href?: string | undefined
  readonly current?: boolean | undefined
  readonly ellipsis?: boolean | undefined
  readonly visuallyHiddenText?: string | undefined
  readonly attributes?: Attributes | undefined
}

interface PaginationProps {
  readonly items?: readonly PageItem[] | undefined
  readonly previous?: PageLink | undefined
  readonly next?: PageLink | undefined
  readonly landmarkLabel?: string | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

const ARROWS = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
}

/** With `items` a row of page numbers; without, two links to the neighbours, one above the other. */
export function Pagination(props: PaginationProps) {
  const { items, previous, next, landmarkLabel = 'Pagination', classes, attributes } = props
  const isBlock = items === undefined && (next !== undefined || previous !== undefined)
  return (
    <nav
      class={classNames('govuk-pagination', isBlock && 'govuk-pagination--block', classes)}
      aria-label={landmarkLabel}
      {...attributes}
    >
      {previous === undefined ? null : <ArrowLink kind="prev" link={previous} isBlock={isBlock} />}
      {items === undefined ? null : (
        <ul class="govuk-pagination__list">
          {items.map((item) => (
            <NumberItem item={item} />
          ))}
        </ul>
      )}
      {next === undefined ? null : <ArrowLink kind="next" link={next} isBlock={isBlock} />}
    </nav>
  )
}

interface ArrowLinkProps {
  readonly kind: 'prev' | 'next'
  readonly link: PageLink
  readonly isBlock: boolean
}

function ArrowLink({ kind, link, isBlock }: ArrowLinkProps) {
  const { href, text, labelText, attributes } = link
  const arrow = <Arrow kind={kind} />
  const arrowFirst = isBlock || kind === 'prev'
  return (
    <div class={`govuk-pagination__${kind}`}>
      <a class="govuk-link govuk-pagination__link" href={href} rel={kind} {...attributes}>
        {arrowFirst ? arrow : null}
        <span
          class={classNames(
            'govuk-pagination__link-title',
            isBlock && labelText === undefined && 'govuk-pagination__link-title--decorated',
          )}
        >
          {text ?? <NeighbourText kind={kind} />}
        </span>
        {isBlock && labelText !== undefined ? (
          <>
            {' '}
            <span class="govuk-visually-hidden">:</span> <span class="govuk-pagination__link-label">{labelText}</span>
          </>
        ) : null}
        {arrowFirst ? null : arrow}
      </a>
    </div>
  )
}

function NeighbourText({ kind }: { readonly kind: 'prev' | 'next' }) {
  return (
    <>
      {kind === 'prev' ? 'Previous' : 'Next'}
      <span class="govuk-visually-hidden"> page</span>
    </>
  )
}

function Arrow({ kind }: { readonly kind: 'prev' | 'next' }) {
  return (
    <svg
      class={`govuk-pagination__icon govuk-pagination__icon--${kind}`}
      xmlns="http://www.w3.org/2000/svg"
      height="13"
      width="15"
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 15 13"
    >
      <path d={ARROWS[kind]} />
    </svg>
  )
}

function NumberItem({ item }: { readonly item: PageItem }) {
  const { number, current = false, ellipsis = false, visuallyHiddenText, attributes } = item
  const style = classNames(
    'govuk-pagination__item',
    current && 'govuk-pagination__item--current',
    ellipsis && 'govuk-pagination__item--ellipsis',
  )
  if (ellipsis) return <li class={style}>⋯</li>
  return (
    <li class={style}>
      <a
        class="govuk-link govuk-pagination__link"
        href={item.href ?? ''}
        aria-label={visuallyHiddenText ?? `Page ${String(number ?? '')}`}
        aria-current={current ? 'page' : undefined}
        {...attributes}
      >
        {number}
      </a>
    </li>
  )
}
