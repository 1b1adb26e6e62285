import { classNames, type Attributes, type Words } from './common.ts'

interface Tab {
  readonly id: string
  readonly label: string
  readonly panel: Words
  readonly attributes?: Attributes | undefined
}

interface TabsProps {
  readonly items: readonly Tab[]
  readonly id?: string | undefined
  readonly title?: string | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

/** Without scripts, a list of links to sections that all show. */
export function Tabs({ items, id, title = 'Contents', classes, attributes }: TabsProps) {
  return (
    <div id={id} class={classNames('govuk-tabs', classes)} {...attributes} data-module="govuk-tabs">
      <h2 class="govuk-tabs__title">{title}</h2>
      {items.length === 0 ? null : (
        <ul class="govuk-tabs__list">
          {items.map((tab, index) => (
            <li class={classNames('govuk-tabs__list-item', index === 0 && 'govuk-tabs__list-item--selected')}>
              <a class="govuk-tabs__tab" href={`#${tab.id}`} {...tab.attributes}>
                {tab.label}
              </a>
            </li>
          ))}
        </ul>
      )}
      {items.map((tab, index) => (
        <TabPanel tab={tab} hidden={index > 0} />
      ))}
    </div>
  )
}

function TabPanel({ tab: { id, panel }, hidden }: { readonly tab: Tab; readonly hidden: boolean }) {
  return (
    <div class={classNames('govuk-tabs__panel', hidden && 'govuk-tabs__panel--hidden')} id={id} {...panel.attributes}>
      {typeof panel.text === 'string' ? <p class="govuk-body">{panel.text}</p> : panel.text}
    </div>
  )
}
