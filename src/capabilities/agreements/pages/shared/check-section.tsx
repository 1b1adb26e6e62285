import { checkAddress, checkCode } from '../../rules/check-code.ts'
import { Squares } from './squares.tsx'

interface CheckProps {
  readonly origin: string
  readonly fingerprint: string
  /** The address of the paper. */
  readonly paper: string
}

/** On the screen and on what is printed from it: how anybody can find out whether this is real. */
export function CheckSection({ origin, fingerprint, paper }: CheckProps) {
  const address = checkAddress(origin, fingerprint)
  return (
    <section class="portal-check">
      <h2 class="govuk-heading-m">Paper copy</h2>
      <p class="govuk-body">
        <a class="govuk-link" href={paper}>
          Download this text as a PDF
        </a>
      </p>
      <h3 class="govuk-heading-s">Check this document</h3>
      <div class="portal-check__code">
        <Squares text={address} label="QR code that leads to the page where this document can be checked" />
        <div>
          <p class="govuk-body">
            Whoever holds a copy can scan this code, or enter the check code {checkCode(fingerprint)} on the page{' '}
            <a class="govuk-link" href={`/check?document=${fingerprint}`}>
              Check this document
            </a>
            . It says who issued it and whether it still stands, and nothing of what it says.
          </p>
          <p class="govuk-body-s portal-break">Fingerprint (SHA-256) of this text: {fingerprint}</p>
        </div>
      </div>
    </section>
  )
}
