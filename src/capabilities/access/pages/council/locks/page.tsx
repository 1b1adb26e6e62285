import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { LockAlarm, LockedPerson } from '../../../store/lock-alarms.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly alarms: readonly LockAlarm[]
  readonly locked: readonly LockedPerson[]
  readonly mayManage: boolean
}

const reasons = {
  failures: 'Wrong tries',
  dormant: 'Not used for too long',
  staff: 'Locked by the council',
} as const

export function LocksPage({ view, form, alarms, locked, mayManage }: Props) {
  const waiting = alarms.filter(({ seenAt }) => seenAt === null)
  const seen = alarms.filter(({ seenAt }) => seenAt !== null)
  return (
    <Page heading="Locked accounts" caption="People" view={view} errors={form.errors} backLink="/council/people" wide>
      <div id="alarm">
        {waiting.map((alarm) => (
          <Alarm alarm={alarm} form={form} mayManage={mayManage} />
        ))}
      </div>
      <InsetText>
        A lock stops new sign-ins only: whoever is signed in stays signed in. Portal administrators are told by email
        when five accounts of the council’s people are locked within ten minutes.
      </InsetText>
      <ResponsiveTable
        caption="Accounts that are locked now"
        columns={[
          { heading: 'Name' },
          { heading: 'Works for' },
          { heading: 'Why' },
          { heading: 'Locked' },
          { heading: 'Opens' },
          { heading: 'Tried from' },
        ]}
        rows={locked.map((person) => [
          <a class="govuk-link" href={`/council/people/${person.membershipId}`}>
            {person.name}
          </a>,
          person.provider ?? 'The council',
          reasons[person.lockReason],
          formatInstant(person.lockedAt),
          person.opensAt === null ? 'When somebody unlocks it' : formatInstant(person.opensAt),
          person.address === '' ? 'Not known' : person.address,
        ])}
        empty="No account is locked. Nothing needs doing."
      />
      {seen.length === 0 ? null : (
        <ResponsiveTable
          caption="Earlier alarms"
          columns={[{ heading: 'Raised' }, { heading: 'Accounts' }, { heading: 'Looked at' }]}
          rows={seen.map((alarm) => [
            formatInstant(alarm.raisedAt),
            String(alarm.locks),
            alarm.seenAt === null ? '' : `${formatInstant(alarm.seenAt)} by ${alarm.seenBy ?? ''}`,
          ])}
        />
      )}
    </Page>
  )
}

type AlarmProps = { readonly alarm: LockAlarm; readonly form: FormView; readonly mayManage: boolean }

function Alarm({ alarm, form, mayManage }: AlarmProps) {
  return (
    <>
      <WarningText>
        {`${String(alarm.locks)} accounts were locked within ten minutes, until ${formatInstant(alarm.raisedAt)}. Somebody may be guessing passwords.`}
      </WarningText>
      <p class="govuk-body">
        Look below whether they were tried from the same address. If so, have it closed off in your network. Ask the
        people by telephone whether it was them before you unlock an account.
      </p>
      {mayManage ? (
        <PostForm action={`/council/people/locks/${alarm.id}/seen`} form={form}>
          <Button classes="govuk-button--secondary" preventDoubleClick>
            I have looked at this
          </Button>
        </PostForm>
      ) : null}
    </>
  )
}
