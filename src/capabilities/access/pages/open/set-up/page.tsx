import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import type { Words } from '../../../../../platform/web/govuk/common.ts'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { TaskList } from '../../../../../platform/web/govuk/task-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { SetUpView } from '../../../commands/setting-up.ts'
import { isSetUp, setUpTasks, statusOf, type SetUpTask, type TaskStatus } from '../../../rules/set-up-tasks.ts'

type Viewed = { readonly view: ViewContext }
type Props = Viewed & { readonly form: FormView }

export function StartPage({ view, form, action }: Props & { readonly action: string }) {
  return (
    <Page heading="Set up your account" view={view}>
      <p class="govuk-body">
        There are four short tasks: a password, a second step for signing in, the council’s policies, and your details.
        You may stop after the password and come back to the rest by the same link.
      </p>
      <PostForm action={action} form={form}>
        <Button preventDoubleClick>Start or go on</Button>
      </PostForm>
    </Page>
  )
}

export function ResumePage({ view, form }: Props) {
  return (
    <Page heading="Go on setting up your account" view={view} errors={form.errors}>
      <PostForm action="/set-up/resumption" form={form}>
        <PasswordInput
          label="Password"
          hint="The one that you chose when you began."
          name="password"
          errorMessage={errorFor(form, 'password')}
        />
        <Button preventDoubleClick>Continue</Button>
      </PostForm>
      <p class="govuk-body">
        If you forgot it,{' '}
        <a class="govuk-link" href="/forgotten">
          ask the council for a new link
        </a>
        .
      </p>
    </Page>
  )
}

const taskWords: Readonly<Record<SetUpTask, { readonly title: string; readonly hint: string; readonly href: string }>> =
  {
    password: { title: 'Choose a password', hint: 'You need it each time you sign in', href: '/set-up/password' },
    'second-step': {
      title: 'Choose a second step',
      hint: 'A passkey or an app on your phone, so that a password alone opens nothing',
      href: '/set-up/second-step',
    },
    policies: {
      title: 'Read and accept the policies',
      hint: 'How Provider Portal may be used',
      href: '/set-up/policies',
    },
    details: { title: 'Check your details', hint: 'Your name, address and telephone', href: '/set-up/details' },
  }
const statusWords: Readonly<Record<TaskStatus, Words>> = {
  done: { text: 'Completed' },
  'to-do': { text: <Tag colour="blue">Incomplete</Tag> },
  'cannot-start': { text: 'Cannot start yet', classes: 'govuk-task-list__status--cannot-start-yet' },
}

export function TaskListPage({ view, form, facts }: Props & { readonly facts: SetUpView }) {
  const left = setUpTasks.filter((task) => statusOf(task, facts) !== 'done').length
  return (
    <Page heading="Set up your account" view={view} errors={form.errors}>
      <p class="govuk-body">
        Your user name is <strong class="govuk-!-text-break-word">{facts.email}</strong>.{' '}
        {left === 0
          ? 'Every task is completed.'
          : `${String(setUpTasks.length - left)} of ${String(setUpTasks.length)} tasks are completed.`}
      </p>
      <div id="tasks">
        <TaskList
          items={setUpTasks.map((task) => {
            const { title, hint, href } = taskWords[task]
            const status = statusOf(task, facts)
            return {
              title: { text: title },
              hint: { text: hint },
              status: statusWords[status],
              ...(status !== 'cannot-start' && { href }),
            }
          })}
        />
      </div>
      {isSetUp(facts) ? (
        <PostForm action="/set-up/finish" form={form}>
          <Button preventDoubleClick>Finish and sign in</Button>
        </PostForm>
      ) : (
        <p class="govuk-body">
          You may close this page after the password and come back by the link or temporary password in your email,
          while it lasts.
        </p>
      )}
    </Page>
  )
}

export function SetUpOverPage({ view }: Viewed) {
  return (
    <Page heading="Open your link again" view={view}>
      <p class="govuk-body">
        This browser is not setting up an account, or an hour has passed, or it was opened in another browser. Open the
        link in your email again, or sign in with the temporary password.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/sign-in">
          Sign in
        </a>{' '}
        or{' '}
        <a class="govuk-link" href="/forgotten">
          get help with signing in
        </a>
      </p>
    </Page>
  )
}

export function LinkOverPage({ view }: Viewed) {
  return (
    <Page heading="This link no longer works" view={view}>
      <p class="govuk-body">It was used already, a newer one was sent, or its time is over.</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/forgotten">
          Ask the council for a new link
        </a>
      </p>
    </Page>
  )
}
