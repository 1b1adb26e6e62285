import { perUnit, unitsText } from '../../../../core/care-units.ts'
import { formatRate } from '../../../../core/format.ts'
import { Timeline } from '../../../../platform/web/patterns/timeline.tsx'
import type { Offer } from '../../rules/content.ts'
import type { AnsweredLine, Response, Revision } from '../../store/agreement.ts'
import { REASON_WORDS } from '../../rules/rejection.ts'
import { CAUSE_WORDS } from '../../rules/offer-text.ts'
import { formatInstant } from '../../../../platform/web/format-instant.ts'

interface HistoryProps {
  readonly revisions: readonly Revision[]
  readonly responses: readonly Response[]
  readonly answeredLines: readonly AnsweredLine[]
  readonly offer: Offer
  /** The address of a revision's page, without its number. */
  readonly base: string
  readonly council: string
}

/** What was published and answered, newest first. Every text that was ever published stays readable. */
export function History({ revisions, responses, answeredLines, offer, base, council }: HistoryProps) {
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
    content: (
      <Answer
        response={response}
        lines={answeredLines.filter(({ revision }) => revision === response.revision)}
        fallback={offer.lines[0]?.unit ?? 'hour'}
      />
    ),
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

type Unit = Offer['lines'][number]['unit']

interface AnswerProps {
  readonly response: Response
  readonly lines: readonly AnsweredLine[]
  /** Of the care, where an answer was taken over without its lines. */
  readonly fallback: Unit
}

function Answer({ response, lines, fallback }: AnswerProps) {
  const { kind, signedName, reason, comment } = response
  if (kind === 'agreed')
    return (
      <p class="govuk-body">
        Signed “{signedName}”{response.paperSignatureId === null ? '' : ' on paper; the scan was checked and confirmed'}
        .
      </p>
    )
  if (lines.length > 1)
    return (
      <>
        <p class="govuk-body">{comment}</p>
        <ul class="govuk-list govuk-list--bullet">
          {lines.map((line) => (
            <li>{`Care package ${line.packageReference}: ${lineText(line)}`}</li>
          ))}
        </ul>
      </>
    )
  return (
    <>
      <p class="govuk-body">
        {reason === null ? 'No reason' : REASON_WORDS[reason]}. {comment}
      </p>
      {expectedTexts(response, lines[0]?.unit ?? fallback).map((text) => (
        <p class="govuk-body">{text}</p>
      ))}
    </>
  )
}

function lineText(line: AnsweredLine): string {
  if (line.kind === 'right') return line.startsNow ? 'right, and starts now' : 'right'
  return [line.reason === null ? 'wrong' : REASON_WORDS[line.reason], ...expectedTexts(line, line.unit)].join('. ')
}

type Expected = Pick<Response, 'expectedPrice' | 'expectedQuantity'>

function expectedTexts({ expectedPrice, expectedQuantity }: Expected, unit: Unit): readonly string[] {
  return [
    ...(expectedPrice === null ? [] : [`Expected price: ${formatRate(expectedPrice)} ${perUnit(unit)}`]),
    ...(expectedQuantity === null ? [] : [`Expected for a week: ${unitsText(expectedQuantity, unit)}`]),
  ]
}
