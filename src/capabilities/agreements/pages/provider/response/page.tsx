import { formatDay } from '../../../../../core/format.ts'
import { Panel } from '../../../../../platform/web/govuk/panel.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Response } from '../../../store/agreement.ts'
import type { AgreementView } from '../../shared/load.ts'
import { EvidenceSection } from '../../shared/evidence.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { NextWaiting, type Next } from '../next-waiting.tsx'
import { NothingToRecord } from '../stay-words.tsx'

interface ResponseProps {
  readonly shown: AgreementView
  readonly response: Response
  readonly next: Next
  readonly view: ViewContext
}

export function ResponsePage({ shown, response, next, view }: ResponseProps) {
  const { agreement, offer } = shown
  const heading = response.kind === 'agreed' ? 'Agreement signed' : 'Agreement rejected'
  return (
    <Page heading={heading} headingShown={false} view={view}>
      <Panel title={heading}>
        Agreement {agreement.reference}, revision {response.revision}
      </Panel>
      <p class="govuk-body">
        {response.responderName} answered on {formatInstant(response.respondedAt)}
        {response.signedName === null ? '.' : `, signing as “${response.signedName}”.`}
      </p>
      <h2 class="govuk-heading-m">What happens next</h2>
      {response.kind === 'agreed' ? (
        <Recordable shown={shown} />
      ) : (
        <p class="govuk-body">
          A message to brokerage says what is wrong: you find it, and the answer, under Messages. The council corrects
          and republishes the agreement, or withdraws it. You get an e-mail either way.{startedText(shown)}
        </p>
      )}
      <NextWaiting next={next} />
      <p class="govuk-body">
        <a class="govuk-link" href={`/provider/agreements/${agreement.id}`}>
          Agreement {agreement.reference} about {offer.person.givenName} {offer.person.familyName}
        </a>
      </p>
      <EvidenceSection
        shown={shown}
        base={`/provider/agreements/${agreement.id}/revisions`}
        signings="/provider/agreements/signatures"
      />
    </Page>
  )
}

function startedText({ answeredLines, agreement }: AgreementView): string {
  const started = answeredLines.filter((line) => line.revision === agreement.revision && line.startsNow)
  if (started.length === 0) return ''
  const names = started.map(({ packageReference }) => packageReference).join(', ')
  return ` You can record the care of ${names} already: nobody disputes it.`
}

function Recordable({ shown: { packages } }: { readonly shown: AgreementView }) {
  const stay = packages.every(({ terms }) => terms.at(-1)?.recording === 'none')
  const from = packages.flatMap(({ recordableFrom }) => recordableFrom ?? []).toSorted()[0]
  if (stay) return <NothingToRecord />
  return (
    <p class="govuk-body">
      You can record this care from {from === undefined ? 'its first day' : formatDay(from)}.{' '}
      <a class="govuk-link" href="/provider/actuals">
        Record care
      </a>
    </p>
  )
}
