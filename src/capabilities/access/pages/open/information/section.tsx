import type { ComponentChildren } from 'preact'

export function Section({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <>
      <h2 class="govuk-heading-m">{title}</h2>
      {children}
    </>
  )
}
