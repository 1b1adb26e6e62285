import { jsxTemplate } from 'preact/jsx-runtime'

/**
 * Puts text on the page without escaping it. The only place that can: nothing that came from
 * a person, a file or the database may pass through here, only markup this program made itself.
 */
export function RawHtml({ html }: { readonly html: string }) {
  return jsxTemplate([html])
}
