import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { unitsText } from '../../../../../core/care-units.ts'
import { formatDay, formatPounds, formatRate } from '../../../../../core/format.ts'
import { charge, pence, sumPence } from '../../../../../core/money.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import {
  getLetter,
  listLetterLines,
  listLetterPackages,
  type Letter,
  type LetterLine,
  type LetterPackage,
} from '../../../store/letters.ts'
import { moreText } from '../../shared/uplift-words.ts'
import { priceText } from '../../shared/words.tsx'

const Params = z.object({ id: z.uuid() })

export function mountLetter(app: FastifyInstance, web: Web): void {
  app.get('/price-changes/:id', { config: { permission: 'payments.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [letter, lines, packages] = await web.read(request, (tx) =>
      Promise.all([getLetter(tx, id), listLetterLines(tx, id), listLetterPackages(tx, id)]),
    )
    const may = { packages: web.may(request, 'packages.view'), agreements: web.may(request, 'agreements.view') }
    return web.html(reply, <LetterPage {...{ letter, lines, packages, may }} view={web.view(request)} />)
  })
}

interface LetterProps {
  readonly letter: Letter
  readonly lines: readonly LetterLine[]
  readonly packages: readonly LetterPackage[]
  /** What the reader may follow a link to. */
  readonly may: { readonly packages: boolean; readonly agreements: boolean }
  readonly view: ViewContext
}

function LetterPage({ letter, lines, packages, may, view }: LetterProps) {
  const extra = sumPence(lines.map(({ extraPence }) => extraPence))
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
        The council changes the prices below. Care delivered from its day on is paid at the new price; nothing that was
        paid before changes. The year before, the same care would have come to <strong>{moreText(extra)}</strong>.
      </p>
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
        rows={lines.map((line) => [
          `${line.serviceLevel}, ${line.reference}, contract ${line.contractNumber}`,
          formatDay(line.fromOn),
          formatRate(line.oldPrice),
          priceText(line.newPrice, line.unit),
          String(line.packages),
          formatPounds(line.extraPence),
        ])}
      />
      {letter.withdrawnAt === null ? <Packages packages={packages} may={may} /> : null}
    </Page>
  )
}

function Packages({ packages, may }: Pick<LetterProps, 'packages' | 'may'>) {
  const more = sumPence(packages.map(moreAWeek))
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
      <p class="govuk-body">
        Together {moreText(more)} a week, as planned. Where your agreements state the price, a new version waits in{' '}
        {may.agreements ? (
          <a class="govuk-link" href="/provider/agreements">
            your agreements
          </a>
        ) : (
          'your agreements'
        )}
        . The agreed one holds until you answer.
      </p>
    </>
  )
}

function moreAWeek({ planned, oldPrice, newPrice }: LetterPackage) {
  return pence(charge(planned, newPrice) - charge(planned, oldPrice))
}
