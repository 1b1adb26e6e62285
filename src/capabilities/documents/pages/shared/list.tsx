import { formatDay } from '../../../../core/format.ts'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../platform/web/govuk/checkboxes.tsx'
import { Details } from '../../../../platform/web/govuk/details.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { Select } from '../../../../platform/web/govuk/select.tsx'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { DOCUMENT_TYPES, TYPE_NAMES } from '../../rules/document.ts'
import { MOST_NEW, type DocumentRow } from '../../store/documents.ts'
import { isFiltered, type Asked } from './asked.ts'

/** By type, person, date and the words inside. A plain GET form: the address can be kept and sent. */
export function SearchForm({ action, asked }: { readonly action: string; readonly asked: Asked }) {
  return (
    <Details summary="Find a document" open={isFiltered(asked)}>
      <form method="get" action={action} role="search" class="portal-filter" novalidate>
        {asked.personId === undefined ? null : <input type="hidden" name="personId" value={asked.personId} />}
        <Input
          id="person"
          name="person"
          value={asked.person}
          label="Person"
          hint="The beginning of a name, or a whole reference"
          classes="govuk-input--width-20"
        />
        <Input
          id="words"
          name="words"
          value={asked.words}
          label="Words"
          hint="In the title, or inside a PDF or text file"
          classes="govuk-input--width-20"
        />
        <Select
          id="type"
          name="type"
          value={asked.type ?? ''}
          label="Kind"
          items={[
            { value: '', text: 'All kinds' },
            ...DOCUMENT_TYPES.map((type) => ({ value: type, text: TYPE_NAMES[type] })),
          ]}
        />
        <DayInput name="from" label="Dated from" asked={asked} />
        <DayInput name="to" label="Dated to" asked={asked} />
        <Checkboxes
          idPrefix="new"
          name="new"
          values={asked.newOnly ? ['yes'] : []}
          classes="govuk-checkboxes--small"
          items={[{ value: 'yes', text: 'Only what is new to me' }]}
        />
        <Button classes="govuk-button--secondary">Search</Button>
      </form>
    </Details>
  )
}

interface DayInputProps {
  readonly name: 'from' | 'to'
  readonly label: string
  readonly asked: Asked
}

function DayInput({ name, label, asked: { typed, errors } }: DayInputProps) {
  return (
    <Input
      {...{ name, label }}
      id={name}
      value={typed[name]}
      errorMessage={errors.find(({ field }) => field === name)?.text}
      hint="For example, 27/3/2026"
      classes="govuk-input--width-10"
    />
  )
}

/** What somebody has not opened yet comes first to the eye. */
export function NewLine({ count, address }: { readonly count: number; readonly address: string }) {
  if (count === 0) return null
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`${address}?new=yes`}>
        {newText(count)}
      </a>
    </p>
  )
}

function newText(count: number): string {
  if (count === 1) return '1 document is new to you'
  return `${count === MOST_NEW ? `${String(MOST_NEW)} documents or more` : `${String(count)} documents`} are new to you`
}

export function cellsOf(row: DocumentRow, address: string) {
  return {
    title: (
      <>
        <a class="govuk-link" href={`${address}/${row.id}`}>
          {row.title}
        </a>{' '}
        {row.isNew ? <Tag colour="blue">New</Tag> : null}
      </>
    ),
    kind: TYPE_NAMES[row.type],
    person: `${row.givenName} ${row.familyName} (${row.personReference})`,
    dated: formatDay(row.datedOn),
    filed: formatInstant(row.filedAt),
    version: String(row.version),
  }
}
