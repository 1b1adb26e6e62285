import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** A whole page as it is sent: without the document type a browser would fall back to the rules of 1998. */
export function renderPage(page: VNode): string {
  return `<!DOCTYPE html>${renderToString(page)}`
}

/** A part of a page, for a test. */
export function renderFragment(part: VNode): string {
  return renderToString(part)
}
