import { perUnit, unitsText } from '../../../../core/care-units.ts'
import { formatRate } from '../../../../core/format.ts'
import { Timeline } from '../../../../platform/web/patterns/timeline.tsx'
import type { Offer } from '../../rules/content.ts'
import type { Response, Revision } from '../../store/agreement.ts'
import { REASON_WORDS } from '../../rules/rejection.ts'
import { CAUSE_WORDS } from './words.ts'
import { formatInstant } from '../../../../platform/web/format-instant.ts'

interface HistoryProps {
  readonly revisions: readonly Revision[]
  readonly responses: readonly Response[]
  readonly offer: Offer
  /** The address of a revision's page, without its number. */
  readonly base: string
  readonly council: string
}

/** What was published and answered, newest first. Every text that was ever published stays readable. */
export function History({ revisions, responses, offer, base, council }: HistoryProps) {
  const unit = offer.lines[0]?.unit ?? 'hour'
  const published = revisions.flatMap(({ revision, cause, publishedAt }) =>
    publishedAt === null
      ? []
      : [
          {
            at: publishedAt,
            title: `Revision ${String(revision)} published`,
            by: council,
            content: (
              <p class="govuk-body">
                {CAUSE_WORDS[cause]}.{' '}
                <a class="govuk-link" href={`${base}/${String(revision)}`}>
                  Read revision {revision}
                </a>
              </p>
            ),
          },
        ],
  )
  const answered = responses.map((response) => ({
    at: response.respondedAt,
    title: `Revision ${String(response.revision)} ${response.kind}`,
    by: response.responderName,
    content: <Answer response={response} unit={unit} />,
  }))
  const items = [...answered, ...published].toSorted((a, b) => b.at.getTime() - a.at.getTime())
  if (items.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">History</h2>
      <Timeline
        headingLevel={3}
        items={items.map(({ at, ...item }) => ({ ...item, datetime: at.toISOString(), date: formatInstant(at) }))}
      />
    </>
  )
}

function Answer({ response, unit }: { readonly response: Response; readonly unit: Offer['lines'][number]['unit'] }) {
  const { kind, signedName, reason, comment, expectedPrice, expectedQuantity } = response
  if (kind === 'agreed') return <p class="govuk-body">Signed “{signedName}”.</p>
  return (
    <>
      <p class="govuk-body">
        {reason === null ? 'No reason' : REASON_WORDS[reason]}. {comment}
      </p>
      {expectedPrice === null ? null : (
        <p class="govuk-body">
          Expected price: {formatRate(expectedPrice)} {perUnit(unit)}
        </p>
      )}
      {expectedQuantity === null ? null : (
        <p class="govuk-body">Expected for a week: {unitsText(expectedQuantity, unit)}</p>
      )}
    </>
  )
}
