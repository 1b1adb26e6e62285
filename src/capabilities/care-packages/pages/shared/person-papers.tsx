import { formatShortDay } from '../../../../core/format.ts'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { AroundPerson } from '../../store/person.ts'
import type { PersonProps } from './person-props.ts'
import { DOCUMENT_WORDS, MESSAGE_WORDS } from './words.ts'

type PapersProps = Omit<PersonProps, 'today'>

/** Of a restricted person only the kind is said: a title may say who it is. */
export function Messages({ around, face }: PapersProps) {
  const { messages } = around
  if (messages === undefined) return null
  return (
    <>
      <h2 class="govuk-heading-m">Messages</h2>
      <ResponsiveTable
        caption="Messages about this person’s care, newest first"
        captionHidden
        columns={[{ heading: 'Message' }, { heading: 'Last written', nowrap: true }, { heading: 'State' }]}
        rows={messages.map(({ id, title, typeName, lastAt, state }) => [
          <a class="govuk-link" href={`${face}/messages/${id}`}>
            {isRestricted(around) ? typeName : title}
          </a>,
          formatInstant(lastAt),
          MESSAGE_WORDS[state],
        ])}
        empty={
          face === '/provider'
            ? 'There are no messages about this person. Write one from a care package above.'
            : 'There are no messages about this person.'
        }
      />
    </>
  )
}

export function Documents({ around, face }: PapersProps) {
  const { documents, personId } = around
  if (documents === undefined) return null
  return (
    <>
      <h2 class="govuk-heading-m">Documents</h2>
      <ResponsiveTable
        caption="Documents about this person’s care, newest first"
        captionHidden
        columns={[
          { heading: 'Document' },
          { heading: 'Kind' },
          { heading: 'Version', numeric: true },
          { heading: 'Dated', nowrap: true },
          { heading: 'Filed by' },
        ]}
        rows={documents.map(({ id, title, type, version, datedOn, side }) => [
          <a class="govuk-link" href={`${face}/documents/${id}`}>
            {isRestricted(around) ? 'Document' : title}
          </a>,
          DOCUMENT_WORDS[type] ?? type,
          String(version),
          formatShortDay(datedOn),
          side === 'council' ? 'Council' : 'Provider',
        ])}
        empty="No document is filed on this person."
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`${face}/documents?personId=${personId}`}>
          All documents of this person
        </a>
      </p>
    </>
  )
}

function isRestricted({ packages }: AroundPerson): boolean {
  return packages.some(({ person }) => person.restricted)
}
