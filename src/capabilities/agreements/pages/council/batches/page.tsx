import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PublishingRefusal } from '../../../rules/publishing.ts'
import type { Batch, Following, RefusedItem } from '../../../store/batches.ts'

const WHY = {
  'not-a-draft': 'It was published or withdrawn in the meantime',
  'not-correctable': 'It cannot be corrected',
  'not-withdrawable': 'It cannot be withdrawn',
  changed: 'Its package or price changed since it was written. Open it and read the new text',
  stopped: 'A check stops it. Open it to see which',
} as const satisfies Record<PublishingRefusal['code'], string>

function StateTag({ batch }: { readonly batch: Batch }) {
  if (batch.cancelledAt !== null) return <Tag colour="grey">Stopped</Tag>
  if (batch.finishedAt !== null) return <Tag colour="green">Done</Tag>
  return batch.published + batch.refused === 0 ? <Tag colour="yellow">Waiting</Tag> : <Tag colour="blue">Under way</Tag>
}

export function BatchesPage({ batches, view }: { readonly batches: readonly Batch[]; readonly view: ViewContext }) {
  return (
    <Page heading="Batches" backLink={{ href: '/council/agreements', text: 'Agreements' }} view={view} wide>
      <ResponsiveTable
        caption="Agreements published together, the newest first"
        columns={[
          { heading: 'Ordered', nowrap: true },
          { heading: 'By' },
          { heading: 'To be published' },
          { heading: 'State' },
          { heading: 'Published', numeric: true },
          { heading: 'Left out', numeric: true },
          { heading: 'Waiting', numeric: true },
        ]}
        rows={batches.map((batch) => [
          <a class="govuk-link" href={`/council/agreements/batches/${batch.id}`}>
            {formatInstant(batch.createdAt)}
          </a>,
          batch.creatorName,
          formatInstant(batch.publishAt),
          <StateTag batch={batch} />,
          String(batch.published),
          String(batch.refused),
          String(batch.waiting),
        ])}
        empty="No agreements were published together yet. Tick drafts in the list of agreements to begin."
      />
      <TableDownloads href="/council/agreements/batches" what="all batches" />
    </Page>
  )
}

interface OneBatchProps {
  readonly batch: Batch
  readonly following: Following
  readonly refused: readonly RefusedItem[]
  readonly form: FormView
  readonly view: ViewContext
}

export function OneBatchPage({ batch, following, refused, form, view }: OneBatchProps) {
  const { waiting, published, finishedAt, cancelledAt } = batch
  const all = waiting + published + batch.refused
  const ended = finishedAt !== null || cancelledAt !== null
  return (
    <Page
      heading={`Batch of ${String(all)} agreements`}
      backLink={{ href: '/council/agreements/batches', text: 'Batches' }}
      view={view}
    >
      <p class="govuk-body">
        <StateTag batch={batch} />
      </p>
      <progress class="app-progress" max={all} value={all - waiting} aria-label="Agreements worked through">
        {`${String(all - waiting)} of ${String(all)}`}
      </progress>
      <Facts batch={batch} following={following} />
      {ended ? null : (
        <>
          <p class="govuk-body">
            It goes on in the background: you can leave this page. While it is under way the page brings itself up to
            date.{' '}
            <a class="govuk-link" href={`/council/agreements/batches/${batch.id}`}>
              See how far it is now
            </a>
          </p>
          <PostForm action={`/council/agreements/batches/${batch.id}/stop`} form={form}>
            <Button classes="govuk-button--warning" preventDoubleClick>
              Stop what is not published yet
            </Button>
          </PostForm>
        </>
      )}
      {refused.length === 0 ? null : (
        <ResponsiveTable
          caption="Left out"
          columns={[{ heading: 'Agreement', nowrap: true }, { heading: 'Why' }]}
          rows={refused.map(({ id, reference, outcome }) => [
            <a class="govuk-link" href={`/council/agreements/${id}`}>
              {reference}
            </a>,
            whyOf(outcome),
          ])}
        />
      )}
    </Page>
  )
}

function Facts({ batch, following }: Pick<OneBatchProps, 'batch' | 'following'>) {
  const { waiting, published, refused } = batch
  const all = waiting + published + refused
  return (
    <SummaryList
      rows={[
        { key: 'Published', value: `${String(published)} of ${String(all)}` },
        { key: 'Left out', value: String(refused) },
        { key: 'Waiting', value: String(waiting) },
        { key: 'Papers made', value: papersText(following) },
        { key: 'Providers told', value: toldText(batch, following.providers) },
        { key: 'Ordered by', value: `${batch.creatorName} on ${formatInstant(batch.createdAt)}` },
        { key: 'To be published', value: formatInstant(batch.publishAt) },
      ]}
    />
  )
}

/** Papers of restricted people are made whenever they are opened, and never kept. */
function papersText({ papers, toPrint, unkept }: Following): string {
  const made = `${String(papers)} of ${String(toPrint)}`
  if (unkept === 0) return made
  const whose = unkept === 1 ? 'One more is of a restricted person' : `${String(unkept)} more are of restricted people`
  return `${made}. ${whose}: such a paper is made whenever it is opened, and not kept`
}

/** One message to each, when the last agreement is published. */
function toldText({ finishedAt, cancelledAt }: Batch, providers: number): string {
  if (finishedAt === null) return cancelledAt === null ? 'When all are published' : 'None: it was stopped'
  return providers === 1 ? '1, with one message' : `${String(providers)}, each with one message`
}

function whyOf(outcome: string): string {
  const words: Readonly<Partial<Record<string, string>>> = WHY
  return words[outcome] ?? outcome
}
