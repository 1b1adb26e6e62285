import { API, subjects, type Operation } from '../../../../../platform/web/api.ts'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { Code, Frame, HOME, Section } from '../shared/frame.tsx'

type Props = { readonly view: ViewContext; readonly origin: string; readonly operations: readonly Operation[] }

export function StartPage({ view, origin, operations }: Props) {
  return (
    <Frame heading="The API for providers’ systems" view={view} at={HOME}>
      <p class="govuk-body-l">
        Your rostering or finance system can read what is commissioned, record what was delivered and read what was
        paid, with the same rules and the same codes as people meet on the pages.
      </p>
      <Section title="Start here">
        <ol class="govuk-list govuk-list--number">
          <li>
            Ask an administrator of the care company for a{' '}
            <a class="govuk-link" href={`${HOME}/sandboxes`}>
              sandbox
            </a>{' '}
            and a test key.
          </li>
          <li>Read the care packages with it, as below.</li>
          <li>
            Build against the sandbox until your system does what it should; then ask for a{' '}
            <a class="govuk-link" href={`${HOME}/keys`}>
              live key
            </a>
            .
          </li>
        </ol>
        <Code label="A first request">
          {`curl '${origin}${API}/packages?limit=1' \\\n  -H "Authorization: Bearer $PORTAL_KEY"`}
        </Code>
        <p class="govuk-body">
          Everything below is described in{' '}
          <a class="govuk-link" href={`${API}/openapi.json`}>
            OpenAPI 3.1
          </a>
          , at an address that stays. It is made of the schemas that judge what you send, and the tests hold every
          answer to it.
        </p>
      </Section>
      {subjects.map((subject) => (
        <Operations subject={subject} operations={operations.filter(({ about }) => about === subject)} />
      ))}
      <Section title="Figures, days and words">
        <ul class="govuk-list govuk-list--bullet">
          <li>Days are YYYY-MM-DD. Instants are UTC, and deadlines are London’s.</li>
          <li>Money is text in pounds with two decimals: "294.00". It is never a floating-point number.</li>
          <li>
            Amounts of care are text in units: "1.75". Hours may also be sent as "1:45". What no decimal says exactly is
            answered as a fraction, "1/3".
          </li>
          <li>Actual = planned − frustrated − missed + extra. Frustrated is planned, but missed by the person.</li>
          <li>A member is added without notice. One that would mean something else gets another address.</li>
        </ul>
      </Section>
    </Frame>
  )
}

function Operations({ subject, operations }: { readonly subject: string; readonly operations: readonly Operation[] }) {
  if (operations.length === 0) return null
  return (
    <ResponsiveTable
      caption={subject}
      columns={[{ heading: 'Operation' }, { heading: 'Address' }]}
      rows={operations.map(({ id, method, path, summary }) => [
        <a class="govuk-link" href={`${HOME}/operations/${id}`}>
          {summary}
        </a>,
        <code>{`${method} ${path}`}</code>,
      ])}
    />
  )
}
