import type { ComponentChildren } from 'preact'

/** Whom or what the page is about, above its heading: the person, their number, their service. */
export function IdentityBar({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="moj-identity-bar">
      <div class="moj-identity-bar__container">
        <div class="moj-identity-bar__details">
          <span class="moj-identity-bar__title">{children}</span>
        </div>
      </div>
    </div>
  )
}
