import { formatPounds } from '../../../../../core/format.ts'
import { pence, sumPence } from '../../../../../core/money.ts'
import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Finding } from '../../../rules/publishing.ts'
import type { DraftRow } from '../../../store/list.ts'
import { FINDING_WORDS } from '../../shared/words.ts'

interface BatchProps {
  /** How many there are, when every draft is meant. */
  readonly all: number | undefined
  readonly drafts: readonly DraftRow[]
  readonly findings: ReadonlyMap<string, readonly Finding[]>
  readonly form: FormView
  readonly view: ViewContext
}

export function BatchPage({ all, drafts, findings, form, view }: BatchProps) {
  const count = all ?? drafts.length
  return (
    <Page
      heading="Publish several agreements"
      errors={form.errors}
      backLink={{ href: '/council/agreements', text: 'Agreements' }}
      view={view}
    >
      {count === 0 ? (
        <p class="govuk-body">There is nothing to publish. Go back and tick drafts.</p>
      ) : (
        <>
          <Texts all={all} drafts={drafts} findings={findings} />
          <PostForm action="/council/agreements/batch" form={form}>
            {all === undefined ? (
              drafts.map(({ id }) => <input type="hidden" name="id" value={id} />)
            ) : (
              <input type="hidden" name="all" value="yes" />
            )}
            <Radios
              {...chosen(form, 'when')}
              legend="When are they to be published?"
              items={[
                { value: 'now', text: 'Now' },
                {
                  value: 'later',
                  text: 'At a time',
                  conditional: (
                    <>
                      <Input
                        {...typed(form, 'day')}
                        label="Day"
                        hint="For example, 2026-04-01"
                        classes="govuk-input--width-10"
                      />
                      <Input
                        {...typed(form, 'time')}
                        label="Time"
                        hint="For example, 08:00"
                        classes="govuk-input--width-5"
                      />
                    </>
                  ),
                },
              ]}
            />
            <Button preventDoubleClick>
              {count === 1 ? 'Publish 1 agreement' : `Publish ${String(count)} agreements`}
            </Button>
          </PostForm>
        </>
      )}
    </Page>
  )
}

function Texts({ all, drafts, findings }: Pick<BatchProps, 'all' | 'drafts' | 'findings'>) {
  const how =
    'They are published in the background, with their papers and one message to each provider. A draft whose package changed since it was written, or that a check stops, is left out and listed.'
  if (all !== undefined)
    return (
      <p class="govuk-body">
        {all === 1 ? 'There is 1 draft.' : `There are ${String(all)} drafts.`} {how}
      </p>
    )
  return (
    <>
      <p class="govuk-body">
        Together they cost {formatPounds(sumPence(drafts.map(({ weekly }) => pence(weekly))))} a week. {how}
      </p>
      <ResponsiveTable
        caption="To be published"
        columns={[
          { heading: 'Agreement', nowrap: true },
          { heading: 'Provider' },
          { heading: 'A week costs', numeric: true },
          { heading: 'Checks' },
        ]}
        rows={drafts.map(({ id, reference, providerName, weekly }) => [
          <a class="govuk-link" href={`/council/agreements/${id}`}>
            {reference}
          </a>,
          providerName,
          formatPounds(pence(weekly)),
          checks(findings.get(id) ?? []),
        ])}
      />
    </>
  )
}

function checks(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing found'
  return findings.map(({ code, stops }) => `${stops ? 'Will be left out: ' : ''}${FINDING_WORDS[code]}`).join('. ')
}
