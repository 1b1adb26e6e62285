import { formatPounds } from '../../../../../core/format.ts'
import { pence, sumPence } from '../../../../../core/money.ts'
import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { AllDrafts, Found } from '../../../commands/check-all-drafts.ts'
import type { Finding } from '../../../rules/publishing.ts'
import type { DraftRow } from '../../../store/list.ts'
import { FINDING_WORDS } from '../../shared/words.ts'

interface BatchProps {
  /** When every draft is meant, all of them counted and checked. */
  readonly all: AllDrafts | undefined
  readonly drafts: readonly DraftRow[]
  readonly findings: ReadonlyMap<string, readonly Finding[]>
  readonly form: FormView
  readonly view: ViewContext
}

export function BatchPage({ all, drafts, findings, form, view }: BatchProps) {
  const count = all?.publishable ?? drafts.length
  return (
    <Page
      heading="Publish several agreements"
      errors={form.errors}
      backLink={{ href: '/council/agreements', text: 'Agreements' }}
      view={view}
    >
      {count === 0 ? (
        <>
          <p class="govuk-body" id="when">
            There is nothing to publish. Go back and tick drafts.
          </p>
          {all === undefined ? null : <AllChecks found={all.found} />}
        </>
      ) : (
        <>
          <Texts all={all} drafts={drafts} findings={findings} />
          <PostForm action="/council/agreements/batch" form={form}>
            {all === undefined ? (
              drafts.map(({ id }) => <input type="hidden" name="id" value={id} />)
            ) : (
              <>
                <input type="hidden" name="all" value="yes" />
                <input type="hidden" name="shown" value={all.fingerprint} />
              </>
            )}
            <When form={form} />
            <Button preventDoubleClick>
              {count === 1 ? 'Publish 1 agreement' : `Publish ${String(count)} agreements`}
            </Button>
          </PostForm>
        </>
      )}
    </Page>
  )
}

function When({ form }: Pick<BatchProps, 'form'>) {
  return (
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
              <Input {...typed(form, 'time')} label="Time" hint="For example, 08:00" classes="govuk-input--width-5" />
            </>
          ),
        },
      ]}
    />
  )
}

const HOW =
  'They are published in the background, with their papers and one message to each provider. A draft whose package changed since it was written, or that a check stops, is left out and listed.'

function Texts({ all, drafts, findings }: Pick<BatchProps, 'all' | 'drafts' | 'findings'>) {
  if (all !== undefined) return <All all={all} />
  return (
    <>
      <p class="govuk-body">
        Together they cost {formatPounds(sumPence(drafts.map(({ weekly }) => pence(weekly))))} a week. {HOW}
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

function All({ all: { count, publishable, weekly, found } }: { readonly all: AllDrafts }) {
  return (
    <>
      <p class="govuk-body">
        {count === 1 ? 'There is 1 draft.' : `There are ${String(count)} drafts.`}{' '}
        {publishable === count
          ? 'No check stops any of them.'
          : `The checks stop ${String(count - publishable)} of them.`}{' '}
        Those to be published cost {formatPounds(weekly)} a week together. {HOW}
      </p>
      <AllChecks found={found} />
    </>
  )
}

function AllChecks({ found }: Pick<AllDrafts, 'found'>) {
  return (
    <ResponsiveTable
      caption="What the checks found"
      columns={[{ heading: 'Finding' }, { heading: 'Drafts', numeric: true }, { heading: 'Which' }]}
      rows={found.map(({ code, stops, count, first }) => [
        `${stops ? 'Left out: ' : 'Please check: '}${FINDING_WORDS[code]}`,
        String(count),
        <Which count={count} first={first} />,
      ])}
      empty="Nothing found: each has a price and somebody who may sign it, and no other care overlaps."
    />
  )
}

function Which({ count, first }: Pick<Found, 'count' | 'first'>) {
  return (
    <>
      {first.map(({ id, reference }, index) => (
        <>
          {index === 0 ? '' : ', '}
          <a class="govuk-link" href={`/council/agreements/${id}`}>
            {reference}
          </a>
        </>
      ))}
      {count > first.length ? ` and ${String(count - first.length)} more` : ''}
    </>
  )
}

function checks(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing found'
  return findings.map(({ code, stops }) => `${stops ? 'Will be left out: ' : ''}${FINDING_WORDS[code]}`).join('. ')
}
