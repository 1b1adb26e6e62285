import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { browserName } from '../../../rules/browser-name.ts'
import type { PlaceRow } from '../../../store/places.ts'
import type { OpenSession } from '../../../store/sessions.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly person: PlaceRow
  readonly sessions: readonly OpenSession[]
}

export function PersonSessionsPage({ view, form, person, sessions }: Props) {
  const here = `/council/people/${person.membershipId}`
  return (
    <Page
      heading={`Where ${person.name} is signed in`}
      caption="People"
      view={view}
      errors={form.errors}
      backLink={here}
      wide
    >
      <p class="govuk-body" id="sessions">
        At places of this council only. Signing out loses nothing that was saved, and the person is told.
      </p>
      <ResponsiveTable
        caption="Open now"
        captionHidden
        columns={[
          { heading: 'Browser' },
          { heading: 'Network address' },
          { heading: 'Signed in' },
          { heading: 'Last used' },
          { heading: 'End it' },
        ]}
        rows={sessions.map(({ browser, address, createdAt, lastSeenAt }) => [
          browserName(browser),
          address,
          formatInstant(createdAt),
          formatInstant(lastSeenAt),
          <PostForm action={`${here}/sessions`} form={form}>
            <input type="hidden" name="started" value={String(createdAt.getTime())} />
            <Button classes="govuk-button--secondary govuk-!-margin-bottom-0" preventDoubleClick>
              Sign out<span class="govuk-visually-hidden">: {browserName(browser)}</span>
            </Button>
          </PostForm>,
        ])}
        empty="Nowhere at present."
      />
      {sessions.length < 2 ? null : (
        <PostForm action={`${here}/sessions`} form={form}>
          <Button classes="govuk-button--warning" preventDoubleClick>
            Sign out everywhere
          </Button>
        </PostForm>
      )}
    </Page>
  )
}
