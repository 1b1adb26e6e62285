import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Change } from '../../../store/changes.ts'
import { ChangeFacts } from '../../shared/change-facts.tsx'
import { inSentence } from '../../shared/words.ts'

interface RequestProps {
  readonly change: Change
  readonly mayWithdraw: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function RequestPage({ change, mayWithdraw, form, view }: RequestProps) {
  return (
    <Page
      heading={`Change of the ${inSentence(change.field)}`}
      caption={change.serviceName ?? change.providerName}
      errors={form.errors}
      view={view}
      backLink={{ href: '/provider/organisation', text: 'Organisation' }}
    >
      <ChangeFacts change={change} />
      {mayWithdraw && change.status === 'submitted' ? (
        <PostForm action={`/provider/organisation/requests/${change.id}/withdrawal`} form={form}>
          <Button classes="govuk-button--secondary" preventDoubleClick>
            Withdraw the request
          </Button>
        </PostForm>
      ) : null}
    </Page>
  )
}
