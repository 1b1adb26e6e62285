import type { ViewContext } from './view-context.ts'

const HELP_LINKS = [
  { href: '/help', text: 'Help' },
  { href: '/accessibility', text: 'Accessibility' },
  { href: '/privacy', text: 'Privacy' },
]

/** Help stands first and in the same place on every page. The crown and its crest belong to GOV.UK alone. */
export function PageFooter({ view }: { readonly view: ViewContext }) {
  return (
    <footer class="govuk-template__footer">
      <div class="govuk-footer portal-footer">
        <div class="govuk-width-container">
          <div class="govuk-footer__meta">
            <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
              <h2 class="govuk-visually-hidden">Support links</h2>
              <ul class="govuk-footer__inline-list">
                {HELP_LINKS.map(({ href, text }) => (
                  <li class="govuk-footer__inline-list-item">
                    <a class="govuk-footer__link" href={href}>
                      {text}
                    </a>
                  </li>
                ))}
              </ul>
              {view.idleSeconds === undefined ? null : (
                <p class="portal-footer__note">
                  You will be signed out after {Math.round(view.idleSeconds / 60)} minutes without activity.
                  {view.idleUntil === undefined ? null : (
                    <noscript> If you open or send nothing from this page, that is at {view.idleUntil}.</noscript>
                  )}
                </p>
              )}
            </div>
            {view.person === undefined ? null : <AccountLinks name={view.person.name} csrf={view.csrf} />}
          </div>
        </div>
      </div>
    </footer>
  )
}

function AccountLinks({ name, csrf }: { readonly name: string; readonly csrf: string }) {
  return (
    <div class="govuk-footer__meta-item portal-account">
      <h2 class="govuk-visually-hidden">Your account</h2>
      <p class="portal-account__name">Signed in as {name}</p>
      <ul class="govuk-footer__inline-list">
        <li class="govuk-footer__inline-list-item">
          <a class="govuk-footer__link" href="/account">
            My account
          </a>
        </li>
        <li class="govuk-footer__inline-list-item">
          <form method="post" action="/sign-out" class="portal-account__form" novalidate>
            <input type="hidden" name="_csrf" value={csrf} />
            <button type="submit" class="govuk-footer__link portal-link-button">
              Sign out
            </button>
          </form>
        </li>
      </ul>
    </div>
  )
}
