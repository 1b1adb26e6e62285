import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { CodeWords } from '../../../rules/api-codes.ts'
import { Code, Frame, HOME, Section } from '../shared/frame.tsx'

type Props = { readonly view: ViewContext }

export function KeysPage({ view }: Props) {
  return (
    <Frame heading="Keys" view={view} at={`${HOME}/keys`}>
      <p class="govuk-body">
        An administrator of the care company makes a key under People, API keys, for the organisation or for one of its
        services, for what it may do and for 30, 90 or 365 days. It is shown once. Send it with every request:
      </p>
      <Code label="The header with the key">{'Authorization: Bearer portal_…'}</Code>
      <Section title="Live and test">
        <p class="govuk-body">
          A live key begins with portal_ and belongs to one company at one council. A test key begins with portal_test_
          and reaches one sandbox, whatever else happens. Every answer says in Portal-Environment which of the two it
          was about.
        </p>
      </Section>
      <Section title="Changing a key">
        <p class="govuk-body">
          “Replace” makes another key for the same use. The one before works for seven more days, so nothing stands
          still while you change it over. “End” ends a key at once: end one that was seen by anybody who should not have
          it. The council can end it too. Making, replacing and ending are in the audit log, and the page shows when
          each key was last used.
        </p>
      </Section>
      <Section title="How often">
        <p class="govuk-body">
          600 requests a minute for each key. More are answered 429 with Retry-After in seconds. No cookie is read, and
          a key that has ended looks like one that never was.
        </p>
      </Section>
    </Frame>
  )
}

export function SandboxesGuide({ view }: Props) {
  return (
    <Frame heading="Sandboxes" view={view} at={`${HOME}/sandboxes`}>
      <p class="govuk-body">
        A sandbox is a council of your own with made-up people: one company that records weekly amounts, one that
        records visits, packages in every state, past periods that are paid. Administrators open one for each vendor
        under People, API keys, Sandboxes, so that two vendors never meet.
      </p>
      <ul class="govuk-list govuk-list--bullet">
        <li>No e-mail leaves it and no money: there are no people in it who could sign in.</li>
        <li>Every answer carries Portal-Environment: sandbox, and its council is called “Sandbox council of …”.</li>
        <li>
          <a class="govuk-link" href={`${HOME}/operations/moveSandboxClock`}>
            Travel in time
          </a>{' '}
          to see weeks open, deadlines pass and notes change. Only requests with its test keys notice.
        </li>
        <li>
          <a class="govuk-link" href={`${HOME}/operations/resetSandbox`}>
            Reset it
          </a>{' '}
          to have the same people and packages again, on the real day. What was in it before is reached by no key, is
          kept for seven days after the night that notes it, and is then disposed of.
        </li>
      </ul>
      <Section title="From nothing to a first answer">
        <ol class="govuk-list govuk-list--number">
          <li>An administrator of the care company signs in and goes to People, API keys, Sandboxes.</li>
          <li>They name the sandbox after the system that is to try it, and open it. It is ready in some seconds.</li>
          <li>
            Under People, API keys they make a key, choose the sandbox and one of its two companies, and copy it: it is
            shown once.
          </li>
          <li>
            Ask{' '}
            <a class="govuk-link" href={`${HOME}/operations/getSandbox`}>
              which sandbox it is
            </a>
            , then{' '}
            <a class="govuk-link" href={`${HOME}/operations/listPackages`}>
              for the care packages
            </a>
            , on the page of each operation or with curl.
          </li>
        </ol>
        <p class="govuk-body">
          The demonstration has a sandbox already: its start prints a test key for each of the two companies.
        </p>
      </Section>
    </Frame>
  )
}

export function RepeatingPage({ view }: Props) {
  return (
    <Frame heading="Repeating and paging" view={view} at={`${HOME}/repeating`}>
      <Section title="Sending a change again">
        <p class="govuk-body">
          Everything that changes something needs an Idempotency-Key header of 8 to 255 characters. When a connection
          breaks, send the same request with the same key: it is done once, and answered with the first answer. Another
          request under a used key is answered 409. A refusal uses up no key.
        </p>
        <Code label="A change and its key">{'Idempotency-Key: roster-2026-11-16-77'}</Code>
      </Section>
      <Section title="Who was there first">
        <p class="govuk-body">
          A week has a version. Read it as ETag, send it back as If-Match, "0" where nothing stood. If somebody else
          recorded the week meanwhile, the answer is 412 with the version that stands, and nothing was changed.
        </p>
      </Section>
      <Section title="Lists">
        <p class="govuk-body">
          A list answers `next`. Send it as `cursor` for the page after, until it is null. `limit` is 50 unless told,
          and 100 at most. A cursor is opaque and stays good while rows are added.
        </p>
      </Section>
      <Section title="What has changed since">
        <p class="govuk-body">
          <a class="govuk-link" href={`${HOME}/operations/listCommissionedCare`}>
            The feed of commissioned care
          </a>{' '}
          always answers a cursor. Keep it, and send it as `since` in an hour or tomorrow: you get what changed in
          between, and nothing twice that is older than two minutes.
        </p>
      </Section>
    </Frame>
  )
}

export function ErrorsPage({
  view,
  own,
  shared,
}: Props & { readonly own: readonly CodeWords[]; readonly shared: readonly CodeWords[] }) {
  return (
    <Frame heading="Errors" view={view} at={`${HOME}/errors`}>
      <p class="govuk-body">
        A fault is a problem document (RFC 9457). `type` leads to its code on this page, `instance` is what to tell us
        when you ask for help, and `faults` names what is wrong in what was sent by a JSON pointer.
      </p>
      <Code label="A problem document">{EXAMPLE}</Code>
      <Codes caption="Codes of the API" codes={own} />
      <Codes caption="Codes of rows and files, as on the pages" codes={shared} />
    </Frame>
  )
}

const EXAMPLE = JSON.stringify(
  {
    type: '/developers/errors#R26',
    title: 'Enter a comment saying why delivery differed from the plan',
    status: 422,
    code: 'R26',
    instance: '3f2a91c0',
    faults: [{ code: 'R26', pointer: '/comment', text: 'Enter a comment saying why delivery differed from the plan' }],
  },
  undefined,
  2,
)

function Codes({ caption, codes }: { readonly caption: string; readonly codes: readonly CodeWords[] }) {
  return (
    <ResponsiveTable
      caption={caption}
      columns={[
        { heading: 'Code', nowrap: true },
        { heading: 'Comes with' },
        { heading: 'Because' },
        { heading: 'What to do' },
      ]}
      rows={codes.map(({ code, status, why, mending }) => [<code id={code}>{code}</code>, status, why, mending])}
    />
  )
}

export function ChangesPage({ view }: Props) {
  return (
    <Frame heading="Changes" view={view} at={`${HOME}/changes`}>
      <p class="govuk-body">
        Version 1 stays: members and operations are added, none is taken away or comes to mean something else without
        another address. What is added stands here first.
      </p>
      <ResponsiveTable
        caption="Versions of the API"
        columns={[{ heading: 'Version', nowrap: true }, { heading: 'What is new' }]}
        rows={[
          [
            '1.2',
            'Whatever a provider does on the pages of actuals: confirming a week as planned with the list of what is left, settling one week, leaving one aside with a question, reasons; absences; timetabled weeks visit by visit; visits that wait, placed or declined; rows of a file put right; column maps; weeks to fill in, and files as they were sent. Weeks say their reason.',
          ],
          [
            '1.1',
            'Visits; files through the same checks as on the pages; the feed and the day file of commissioned care; tasks; checking without a key; sandboxes with test keys; keys that are replaced with an overlap. `type` of a problem leads to its code, and answers say whether they are about real people.',
          ],
          ['1.0', 'Care packages, payment periods, weeks of actuals one by one and in bulk, remittances.'],
        ]}
      />
    </Frame>
  )
}

export type FormatFile = { readonly name: string; readonly about: string }

export function FormatsPage({ view, files }: Props & { readonly files: readonly FormatFile[] }) {
  return (
    <Frame heading="Formats" view={view} at={`${HOME}/formats`}>
      <p class="govuk-body">
        Open formats that any system may write and read. Each has a number: what would mean something else gets the next
        one.{' '}
        <a class="govuk-link" href={`${HOME}/check`}>
          Check a file
        </a>{' '}
        here without an account, or with <code>portal check</code> on your own machine.
      </p>
      <ResponsiveTable
        caption="Specifications, schemas and examples"
        columns={[{ heading: 'File' }, { heading: 'What it is' }]}
        rows={files.map(({ name, about }) => [
          <a class="govuk-link" href={`${HOME}/formats/${name}`}>
            {name}
          </a>,
          about,
        ])}
      />
    </Frame>
  )
}
