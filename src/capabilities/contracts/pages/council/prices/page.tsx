import { formatDay } from '../../../../../core/format.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { ContractKind, ContractRow } from '../../../store/price-book.ts'
import { KIND_WORDS, PriceTabs } from '../../shared/words.tsx'

interface PricesProps {
  readonly contracts: readonly ContractRow[]
  readonly words: string
  readonly kind: ContractKind | undefined
  readonly nextHref: string | undefined
  readonly mayChange: boolean
  readonly view: ViewContext
}

export function PricesPage({ contracts, words, kind, nextHref, mayChange, view }: PricesProps) {
  return (
    <Page heading="Price book" view={view} wide>
      <PriceTabs active="contracts" />
      <p class="govuk-body">
        Every contract has a book of prices. A price changes by a new row from a day on, which a second person approves.
        What was paid at the old price is never edited.
      </p>
      {mayChange ? (
        <p class="govuk-body">
          <a class="govuk-link" href="/council/contracts/new">
            A new contract
          </a>
        </p>
      ) : null}
      <Search words={words} kind={kind} />
      <ResponsiveTable
        caption="Contracts, by number"
        empty={
          words === '' && kind === undefined
            ? 'No contract is known yet. Say a new one, or load a migration pack.'
            : 'Nothing is found. Try fewer letters of the provider’s name, or another kind.'
        }
        columns={[
          { heading: 'Contract' },
          { heading: 'Provider' },
          { heading: 'Kind' },
          { heading: 'From' },
          { heading: 'Last day' },
          { heading: 'Prices', numeric: true },
        ]}
        rows={contracts.map(({ id, number, title, kind: of, startsOn, endsOn, providerName, lines }) => [
          <a class="govuk-link" href={`/council/contracts/${id}`}>
            {number}, {title}
          </a>,
          providerName,
          KIND_WORDS[of],
          formatDay(startsOn),
          endsOn === null ? 'No end is set' : formatDay(endsOn),
          String(lines),
        ])}
      />
      {contracts.length === 0 ? null : (
        <TableDownloads href="/council/prices" query={{ q: words, kind: kind ?? '' }} what="this list" />
      )}
      {nextHref === undefined ? null : <Pagination next={{ href: nextHref, labelText: 'More contracts' }} />}
    </Page>
  )
}

function Search({ words, kind }: Pick<PricesProps, 'words' | 'kind'>) {
  return (
    <form method="get" action="/council/prices" role="search">
      <Input
        name="q"
        label="Find by contract number or provider"
        value={words}
        type="search"
        classes="govuk-input--width-20"
      />
      <Select
        name="kind"
        id="kind"
        label="Kind of contract"
        value={kind ?? ''}
        items={[
          { value: '', text: 'Every kind' },
          { value: 'spot', text: KIND_WORDS.spot },
          { value: 'framework', text: KIND_WORDS.framework },
          { value: 'block', text: KIND_WORDS.block },
        ]}
      />
      <Button classes="govuk-button--secondary">Find</Button>
    </form>
  )
}
