import type { Followed } from '../../notifications/notify.ts'

interface FollowLinkProps {
  readonly subject: Followed
  readonly face: '/provider' | '/council'
}

/** To where somebody begins or ends following what the page is about. */
export function FollowLink({ subject: { kind, id }, face }: FollowLinkProps) {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`${face}/following/${kind}/${id}`}>
        Follow this {kind === 'package' ? 'care package' : kind}
      </a>
    </p>
  )
}
