import type { ComponentChildren } from 'preact'
import { classNames, headingTag, words, type Attributes, type HeadingLevel, type Words } from './common.ts'

export interface SummaryAction extends Words {
  readonly href: string
  readonly visuallyHiddenText?: string | undefined
}

interface Actions {
  readonly items?: readonly SummaryAction[] | undefined
  readonly classes?: string | undefined
}

export interface SummaryRow {
  readonly key: string | Words
  readonly value: string | Words
  readonly actions?: Actions | undefined
  readonly classes?: string | undefined
}

interface Card {
  readonly title?: CardTitle | undefined
  readonly actions?: Actions | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

interface CardTitle extends Words {
  readonly headingLevel?: HeadingLevel | undefined
}

interface SummaryListProps {
  readonly rows: readonly SummaryRow[]
  readonly card?: Card | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

/** Facts as keys and values. With `card` the list stands in a frame with a title and actions of its own. */
export function SummaryList({ rows, card, classes, attributes }: SummaryListProps) {
  const someRowHasActions = rows.some((row) => (row.actions?.items ?? []).length > 0)
  const list = (
    <dl class={classNames('govuk-summary-list', classes)} {...attributes}>
      {rows.map((row) => (
        <Row
          row={row}
          cardTitle={card?.title?.text}
          lacksActions={someRowHasActions && row.actions?.items === undefined}
        />
      ))}
    </dl>
  )
  return card === undefined ? list : <SummaryCard card={card}>{list}</SummaryCard>
}

interface RowProps {
  readonly row: SummaryRow
  readonly cardTitle: ComponentChildren
  readonly lacksActions: boolean
}

function Row({ row, cardTitle, lacksActions }: RowProps) {
  const key = words(row.key)
  const value = words(row.value)
  return (
    <div
      class={classNames('govuk-summary-list__row', lacksActions && 'govuk-summary-list__row--no-actions', row.classes)}
    >
      <dt class={classNames('govuk-summary-list__key', key.classes)}>{key.text}</dt>
      <dd class={classNames('govuk-summary-list__value', value.classes)}>{value.text}</dd>
      <RowActions actions={row.actions} cardTitle={cardTitle} />
    </div>
  )
}

function RowActions({
  actions,
  cardTitle,
}: {
  readonly actions: Actions | undefined
  readonly cardTitle: ComponentChildren
}) {
  const items = actions?.items ?? []
  if (items.length === 0) return null
  return (
    <dd class={classNames('govuk-summary-list__actions', actions?.classes)}>
      {items.length === 1 ? (
        items.map((action) => <ActionLink action={action} cardTitle={cardTitle} />)
      ) : (
        <ul class="govuk-summary-list__actions-list">
          {items.map((action) => (
            <li class="govuk-summary-list__actions-list-item">
              <ActionLink action={action} cardTitle={cardTitle} />
            </li>
          ))}
        </ul>
      )}
    </dd>
  )
}

function ActionLink({ action, cardTitle }: { readonly action: SummaryAction; readonly cardTitle: ComponentChildren }) {
  const { href, text, classes, attributes, visuallyHiddenText } = action
  const hidden = [
    visuallyHiddenText === undefined ? null : ` ${visuallyHiddenText}`,
    cardTitle === undefined ? null : <> ({cardTitle})</>,
  ].filter((part) => part !== null)
  return (
    <a class={classNames('govuk-link', classes)} href={href} {...attributes}>
      {text}
      {hidden.length === 0 ? null : <span class="govuk-visually-hidden">{hidden}</span>}
    </a>
  )
}

function SummaryCard({ card, children }: { readonly card: Card; readonly children: ComponentChildren }) {
  return (
    <div class={classNames('govuk-summary-card', card.classes)} {...card.attributes}>
      <div class="govuk-summary-card__title-wrapper">
        {card.title === undefined ? null : <CardHeading title={card.title} />}
        <CardActions card={card} />
      </div>
      <div class="govuk-summary-card__content">{children}</div>
    </div>
  )
}

function CardHeading({ title }: { readonly title: CardTitle }) {
  const Heading = headingTag(title.headingLevel ?? 2)
  return <Heading class={classNames('govuk-summary-card__title', title.classes)}>{title.text}</Heading>
}

function CardActions({ card }: { readonly card: Card }) {
  const items = card.actions?.items ?? []
  const style = classNames('govuk-summary-card__actions', card.actions?.classes)
  const links = items.map((action) => <ActionLink action={action} cardTitle={card.title?.text} />)
  if (links.length === 0) return null
  if (links.length === 1) return <div class={style}>{links}</div>
  return (
    <ul class={style}>
      {links.map((link) => (
        <li class="govuk-summary-card__action">{link}</li>
      ))}
    </ul>
  )
}
