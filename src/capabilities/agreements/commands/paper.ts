import { formatDay, formatTime } from '../../../core/format.ts'
import { londonMoment, londonToday } from '../../../platform/clock.ts'
import type { PdfDocument, PdfSection } from '../../../platform/pdf/document.ts'
import { qrSvg } from '../../../platform/pdf/qr-svg.ts'
import { checkAddress, checkCode } from '../rules/check-code.ts'
import type { Offer } from '../rules/content.ts'
import { changesSince } from '../rules/differences.ts'
import type { Evidence } from '../rules/evidence.ts'
import {
  CAUSE_WORDS,
  differenceRows,
  lineFacts,
  lowered,
  nameOfNew,
  offerFacts,
  textName,
  type Fact,
} from '../rules/offer-text.ts'

export type Paper = {
  readonly council: string
  readonly agreementWord: string
  /** Where the portal is, for the QR code. */
  readonly origin: string
  readonly offer: Offer
  readonly before: Offer | undefined
  /** SHA-256 of the text, in hexadecimal. */
  readonly fingerprint: string
  readonly publishedAt: Date | null
}

/** One revision on paper: what its page says and nothing that changes later, so that it has the same bytes for ever. */
export function offerPaper(paper: Paper): PdfDocument {
  const { council, agreementWord, offer, publishedAt } = paper
  const published = publishedAt === null ? 'It was not published.' : `Published on ${instantText(publishedAt)}.`
  return {
    title: `Agreement ${offer.reference}, revision ${String(offer.revision)}`,
    from: `${council}: ${agreementWord}`,
    facts: offerFacts(offer).map(({ name, values }) => ({ name, value: values.join(', ') })),
    sections: textSections(paper),
    notes: [`${published} This paper is not signed: whether and when it was agreed is said where it can be checked.`],
    footer: footerOf(paper),
    check: checkOf(paper),
    ...(publishedAt !== null && { datedOn: londonToday(publishedAt) }),
  }
}

/** The same text with who signed it, when and how. The council's seal closes it. */
export function signedPaper(paper: Paper, evidence: Evidence): PdfDocument {
  const unsigned = offerPaper(paper)
  return {
    ...unsigned,
    title: `Agreement ${paper.offer.reference}, revision ${String(paper.offer.revision)}, signed`,
    sections: [
      ...unsigned.sections,
      factSection('Signature and evidence', evidenceFacts(evidence, paper.fingerprint), ['What', 'Evidence']),
    ],
    notes: [
      `Published on ${paper.publishedAt === null ? '' : instantText(paper.publishedAt)}.`,
      `${paper.council} seals this paper. Any change to it afterwards breaks the seal.`,
    ],
  }
}

export function evidenceFacts(evidence: Evidence, fingerprint: string): readonly Fact[] {
  const { signerName, jobTitle, organisation, typedName, signedAt, provedAt, statements, policy, together } = evidence
  return [
    { name: 'Signed by', values: [jobTitle === '' ? signerName : `${signerName}, ${jobTitle}`] },
    { name: 'In the role of', values: ['Signatory: has authority to sign agreements'] },
    { name: 'For', values: [organisation] },
    { name: 'Name typed as signature', values: [typedName] },
    { name: 'When', values: [instantText(signedAt)] },
    { name: 'Statements ticked', values: statements },
    {
      name: 'How the person was recognised',
      values: [`Signed in with two steps, and showed who they are again on ${instantText(provedAt)}`],
    },
    { name: 'Signing rules', values: [policy] },
    { name: 'Fingerprint (SHA-256) of the text shown and signed', values: [fingerprint] },
    {
      name: 'Signature number',
      values: [
        together === 1 ? evidence.signingId : `${evidence.signingId}, which signed ${String(together)} agreements`,
      ],
    },
  ]
}

function textSections({ offer, before }: Paper): readonly PdfSection[] {
  const changes = before === undefined ? [] : changesSince(before, offer)
  const lines = offer.lines.map((line) =>
    factSection(`Care package ${line.packageReference}`, lineFacts(line), ['What', 'What the council offers']),
  )
  if (before === undefined) return lines
  const changed: PdfSection = {
    heading: `What changed since ${lowered(textName(before, offer))}`,
    columns: [{ heading: 'What' }, { heading: textName(before, offer) }, { heading: nameOfNew(before, offer) }],
    rows: [
      ['Why', '', CAUSE_WORDS[offer.cause]],
      ...changes.flatMap((difference) => differenceRows(difference, changes.length > 1)),
    ],
  }
  return [changed, ...lines]
}

function factSection(heading: string, facts: readonly Fact[], [first, second]: readonly [string, string]): PdfSection {
  return {
    heading,
    columns: [{ heading: first }, { heading: second, share: 2 }],
    rows: facts.map(({ name, values }) => [name, values.join('\n')]),
  }
}

function checkOf({ origin, fingerprint, council }: Paper): NonNullable<PdfDocument['check']> {
  return {
    heading: 'Check this document',
    picture: qrSvg(checkAddress(origin, fingerprint)),
    alt: 'QR code that leads to the page where this document can be checked',
    lines: [
      `Scan the code, or open ${origin}/check and enter the check code ${checkCode(fingerprint)}. The page says whether ${council} issued this document and whether it still stands.`,
      `Fingerprint (SHA-256) of the text: ${fingerprint}`,
    ],
  }
}

function footerOf({ offer, fingerprint }: Paper): string {
  return `${offer.reference}, revision ${String(offer.revision)}. Check code ${checkCode(fingerprint)}.`
}

/** '3 March 2025 at 2:05pm', as a clock in England shows it. */
function instantText(instant: Date): string {
  const { date, time } = londonMoment(instant)
  return `${formatDay(date)} at ${formatTime(time)}`
}
