import { encode } from 'uqr'
import { checkAddress, checkCode } from '../../rules/check-code.ts'

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
        <Squares text={address} />
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

const BORDER = 2
const SIZE = 120

/** Drawn as one path of squares: no picture to fetch, and no inline style. */
function Squares({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { border: BORDER })
  const squares = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])),
  )
  return (
    <svg
      role="img"
      aria-label="QR code that leads to the page where this document can be checked"
      viewBox={`0 0 ${String(size)} ${String(size)}`}
      width={SIZE}
      height={SIZE}
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={squares.join('')} fill="#0b0c0c" shape-rendering="crispEdges" />
    </svg>
  )
}
