import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { unitsText } from '../../../../../core/care-units.ts'
import { isAfter, type LocalDate } from '../../../../../core/dates.ts'
import { formatDay, formatPounds, formatRate } from '../../../../../core/format.ts'
import { charge, sumPence } from '../../../../../core/money.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import {
  getLetter,
  getLetterTotal,
  listLetterLines,
  listLetterPackages,
  type Letter,
  type LetterLines,
  type LetterPackage,
  type LetterTotal,
} from '../../../store/letters.ts'
import { listUpliftBlocks, type UpliftBlock } from '../../../store/raise-blocks.ts'
import { UpliftBlocks } from '../../shared/uplift-blocks.tsx'
import { moreText } from '../../shared/uplift-words.ts'
import { priceText } from '../../shared/words.tsx'

const Params = z.object({ id: z.uuid() })
const Query = z.object({ after: z.uuid().optional().catch(undefined) })
const ROWS = 50

export function mountLetter(app: FastifyInstance, web: Web): void {
  app.get('/price-changes/:id', { config: { permission: 'payments.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { after } = web.parse(Query, request.query)
    const [letter, lines, found, total, blocks] = await web.read(request, (tx) =>
      Promise.all([
        getLetter(tx, id),
        listLetterLines(tx, id),
        listLetterPackages(tx, { upliftId: id, after, rows: ROWS + 1 }),
        getLetterTotal(tx, id),
        listUpliftBlocks(tx, id, { providerId: tx.providerId }),
      ]),
    )
    const packages = found.slice(0, ROWS)
    const last = found.length > ROWS ? packages.at(-1) : undefined
    const next = last === undefined ? undefined : `/provider/price-changes/${id}?after=${last.packageId}`
    const may = {
      packages: web.may(request, 'packages.view'),
      agreements: web.may(request, 'agreements.view'),
      ask: web.may(request, 'conversations.write'),
    }
    const today = londonToday(web.clock.now())
    const shown = { letter, lines, blocks, packages, total, next, may, today }
    return web.html(reply, <LetterPage {...shown} view={web.view(request)} />)
  })
}

interface LetterProps {
  readonly letter: Letter
  readonly lines: LetterLines
  readonly blocks: readonly UpliftBlock[]
  readonly packages: readonly LetterPackage[]
  readonly total: LetterTotal
  readonly next: string | undefined
  /** What the reader may follow a link to. */
  readonly may: { readonly packages: boolean; readonly agreements: boolean; readonly ask: boolean }
  readonly today: LocalDate
  readonly view: ViewContext
}

function LetterPage({ letter, lines, blocks, packages, total, next, may, today, view }: LetterProps) {
  const extra = sumPence([lines.extraPence, ...blocks.map(({ extraPence }) => extraPence)])
  return (
    <Page
      heading={letter.name}
      caption={`What changes for you, sent ${formatInstant(letter.sentAt)}`}
      backLink={{ href: '/provider/price-changes', text: 'Letters about prices' }}
      view={view}
    >
      {letter.withdrawnAt === null ? null : (
        <InsetText>
          Withdrawn on {formatInstant(letter.withdrawnAt)}. Every price stands as it stood before this letter.
        </InsetText>
      )}
      <p class="govuk-body">
        The council changes the prices below. Care delivered from its day on is paid at the new price. The year before,
        the same care would have come to <strong>{moreText(extra)}</strong>.
      </p>
      <p class="govuk-body">{paidBefore(letter, lines)}</p>
      <ResponsiveTable
        caption="Your prices"
        empty="None of these prices is for a service that you look after."
        columns={[
          { heading: 'Price of' },
          { heading: 'From' },
          { heading: 'Before', numeric: true },
          { heading: 'After', numeric: true },
          { heading: 'Packages', numeric: true },
          { heading: 'Last year’s care', numeric: true },
        ]}
        rows={lines.rows.map((line) => [
          `${line.serviceLevel}, ${line.reference}, contract ${line.contractNumber}${line.hasVisits ? '; its prices of visits change in proportion' : ''}`,
          formatDay(line.fromOn),
          formatRate(line.oldPrice),
          priceText(line.newPrice, line.unit),
          String(line.packages),
          formatPounds(line.extraPence),
        ])}
      />
      {lines.rows.length === lines.count ? null : (
        <p class="govuk-body">
          These are the first {String(lines.rows.length)} of {String(lines.count)}. Every price stands with its{' '}
          <a class="govuk-link" href="/provider/contracts">
            contract
          </a>
          .
        </p>
      )}
      <UpliftBlocks blocks={blocks} />
      <AskingForMore {...{ letter, lines, may, today }} />
      {letter.withdrawnAt === null ? <Packages {...{ letter, packages, total, next, may }} /> : null}
    </Page>
  )
}

/** Where the council offers it: a message to whoever made the prices, filled in, with room for evidence. */
function AskingForMore({ letter, lines, may, today }: Pick<LetterProps, 'letter' | 'lines' | 'may' | 'today'>) {
  const { name, upliftId: uplift, askUntil, withdrawnAt } = letter
  if (askUntil === null || withdrawnAt !== null) return null
  if (isAfter(today, askUntil))
    return <p class="govuk-body">Asking for more was possible until {formatDay(askUntil)}.</p>
  const begun = { uplift, type: 'provider-note', title: `Asking for more: ${name}`, text: figuresToFill(lines) }
  const query = new URLSearchParams(begun).toString()
  return (
    <>
      <h2 class="govuk-heading-m">If this does not cover what the care costs you</h2>
      <p class="govuk-body">
        You can ask for more until {formatDay(askUntil)}. Say which price, what it would have to be and why, and attach
        what shows it, such as your rates of pay.{' '}
        {may.ask ? (
          <a class="govuk-link" href={`/provider/messages/new?${query}`}>
            Ask for more
          </a>
        ) : (
          'Whoever writes messages for your organisation can do it.'
        )}
      </p>
    </>
  )
}

const MOST_NAMED = 20

/** The message as it begins: a line for each price, and the costs that explain another one. */
function figuresToFill({ rows }: LetterLines): string {
  const prices = rows
    .slice(0, MOST_NAMED)
    .map((line) => `${line.reference}: ${priceText(line.newPrice, line.unit)}. It would have to be: £`)
  const costs = [
    'Pay, with travel and waiting',
    'Holiday, sickness, training and pension',
    'Everything else',
    'Surplus',
  ]
  return [
    'Prices that do not cover what the care costs us:',
    ...prices,
    '',
    'What an hour, a visit or a week costs us:',
    ...costs.map((cost) => `${cost}: £`),
    '',
    'Why:',
  ].join('\n')
}

/** Whether the new prices reach back to days that may have been paid when the letter was sent. */
function paidBefore({ sentAt }: Letter, { firstOn }: LetterLines): string {
  return firstOn === null || isAfter(firstOn, londonToday(sentAt))
    ? 'Nothing that was paid before changes.'
    : `Some of it looks back, to ${formatDay(firstOn)}. Care that is paid already gets a further line with the difference; the lines that were paid stay as they are.`
}

function Packages({ letter, packages, total, next, may }: Omit<LetterProps, 'lines' | 'blocks' | 'view' | 'today'>) {
  return (
    <>
      <ResponsiveTable
        caption="What changes for each of your packages"
        empty="None of your care goes on past the day of a new price."
        columns={[
          { heading: 'Person' },
          { heading: 'Package' },
          { heading: 'From' },
          { heading: 'Planned a week', numeric: true },
          { heading: 'A week before', numeric: true },
          { heading: 'A week after', numeric: true },
        ]}
        rows={packages.map((one) => [
          one.personName,
          may.packages ? (
            <a class="govuk-link" href={`/provider/packages/${one.packageId}`}>
              {one.reference}
            </a>
          ) : (
            one.reference
          ),
          formatDay(one.fromOn),
          unitsText(one.planned, one.unit),
          formatPounds(charge(one.planned, one.oldPrice)),
          formatPounds(charge(one.planned, one.newPrice)),
        ])}
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
      <p class="govuk-body">
        {total.packages === 1 ? 'One package' : `All ${String(total.packages)} packages`} together:{' '}
        {moreText(total.weeklyPence)} a week, as planned.
      </p>
      {letter.renewsAgreements ? <Renewed mayOpen={may.agreements} /> : null}
    </>
  )
}

function Renewed({ mayOpen }: { readonly mayOpen: boolean }) {
  return (
    <p class="govuk-body">
      Where your agreements state the price, a new version waits in{' '}
      {mayOpen ? (
        <a class="govuk-link" href="/provider/agreements">
          your agreements
        </a>
      ) : (
        'your agreements'
      )}
      . The agreed one holds until you answer.
    </p>
  )
}
