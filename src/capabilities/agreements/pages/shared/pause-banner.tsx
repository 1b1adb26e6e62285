import { formatDay } from '../../../../core/format.ts'
import { NotificationBanner } from '../../../../platform/web/govuk/notification-banner.tsx'
import type { Pause } from '../../store/pause.ts'

/** Says what stands still, why, and until when. */
export function PauseBanner({ pause }: { readonly pause: Pause | undefined }) {
  if (pause === undefined) return null
  const { reason, expectedOn } = pause
  return (
    <NotificationBanner title="Paused" titleId="pause-title">
      <p class="govuk-notification-banner__heading">The council has paused agreeing and rejecting.</p>
      <p class="govuk-body">{reason}</p>
      <p class="govuk-body">
        {expectedOn === null
          ? 'The council does not know yet when they will work again.'
          : `They are expected to work again on ${formatDay(expectedOn)}.`}{' '}
        Nothing that waits for your decision is lost, and no deadline counts against you meanwhile: when it ends, each
        day to answer by moves on by the working days that it took.
      </p>
    </NotificationBanner>
  )
}
