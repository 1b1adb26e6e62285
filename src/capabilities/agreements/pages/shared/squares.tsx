import { encode } from 'uqr'

const BORDER = 2
const SIZE = 120

/** A QR code drawn as one path of squares: no picture to fetch, and no inline style. */
export function Squares({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { border: BORDER })
  const squares = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])),
  )
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${String(size)} ${String(size)}`} width={SIZE} height={SIZE}>
      <rect width={size} height={size} fill="#ffffff" />
      <path d={squares.join('')} fill="#0b0c0c" shape-rendering="crispEdges" />
    </svg>
  )
}
