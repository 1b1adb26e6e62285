import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PastPause, Pause } from '../../../store/pause.ts'
import { PauseBanner } from '../../shared/pause-banner.tsx'

interface PauseProps {
  readonly pause: Pause | undefined
  readonly past: readonly PastPause[]
  readonly form: FormView
  readonly view: ViewContext
}

export function PausePage({ pause, past, form, view }: PauseProps) {
  return (
    <Page
      heading="Pause agreeing and rejecting"
      errors={form.errors}
      backLink={{ href: '/council/agreements', text: 'Agreements' }}
      view={view}
    >
      <PauseBanner pause={pause} />
      {pause === undefined ? (
        <>
          <p class="govuk-body">
            When something is wrong with what providers are asked to sign, pause it for all of them at once. They see
            why and until when. Nothing that waits is lost, no reminders are sent, and everything else goes on. When you
            end it, each day to answer by moves on by the working days that it took.
          </p>
          <PostForm action="/council/agreements/pause" form={form} draft>
            <Textarea
              {...typed(form, 'reason')}
              label="Why is it paused?"
              hint="Providers read this. Say what is wrong and what they should do meanwhile"
            />
            <Input
              {...typed(form, 'expectedOn')}
              label="When is it expected to work again? (optional)"
              hint="For example, 2026-04-01"
              classes="govuk-input--width-10"
            />
            <Button classes="govuk-button--warning" preventDoubleClick>
              Pause for all providers
            </Button>
          </PostForm>
        </>
      ) : (
        <PostForm action="/council/agreements/pause/end" form={form}>
          <p class="govuk-body">
            Paused by {pause.startedBy} on {formatInstant(pause.startedAt)}.
          </p>
          <Button preventDoubleClick>End the pause</Button>
        </PostForm>
      )}
      {past.length === 0 ? null : (
        <ResponsiveTable
          caption="Pauses so far"
          columns={[{ heading: 'Began' }, { heading: 'By' }, { heading: 'Why' }, { heading: 'Ended' }]}
          rows={past.map(({ startedAt, startedBy, reason, endedAt, endedBy }) => [
            formatInstant(startedAt),
            startedBy,
            reason,
            endedAt === null ? 'Not yet' : `${formatInstant(endedAt)}, by ${endedBy ?? ''}`,
          ])}
        />
      )}
    </Page>
  )
}
