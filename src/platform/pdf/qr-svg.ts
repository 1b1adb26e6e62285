import { renderSVG } from 'uqr'

/** A picture for a paper; on a page the squares are drawn in place. */
export function qrSvg(text: string): string {
  return renderSVG(text, { border: 2, pixelSize: 10 })
}
