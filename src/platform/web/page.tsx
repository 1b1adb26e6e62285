import type { ComponentChildren } from 'preact'
import type { FieldError } from './forms.tsx'
import { BackLink } from './govuk/back-link.tsx'
import { ErrorSummary } from './govuk/error-summary.tsx'
import { GenericHeader } from './govuk/generic-header.tsx'
import { NotificationBanner } from './govuk/notification-banner.tsx'
import { ServiceNavigation } from './govuk/service-navigation.tsx'
import { SkipLink } from './govuk/skip-link.tsx'
import { IdleWarning } from './page-idle-warning.tsx'
import { ActingBanner } from './page-acting.tsx'
import { PageFooter } from './page-footer.tsx'
import { themeCss } from './theme.ts'
import type { ViewContext } from './view-context.ts'

export const SERVICE_NAME = 'Provider Portal'

interface PageProps {
  /** The page's h1 and the first words of its title. */
  readonly heading: string
  /** Small words above the heading: what the page belongs to. */
  readonly caption?: string | undefined
  /** Only for a page whose h1 comes from a component of its own, such as a confirmation panel. */
  readonly headingShown?: boolean | undefined
  readonly errors?: readonly FieldError[] | undefined
  readonly view: ViewContext
  readonly backLink?: string | { readonly href: string; readonly text: string } | undefined
  /** Content uses the whole width, for tables. Otherwise text keeps to a line length that is good to read. */
  readonly wide?: boolean | undefined
  readonly children?: ComponentChildren
}

// Set before anything is painted, so that components do not jump. No character of it needs escaping.
const ENABLE_SCRIPTS =
  "document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '')"

export function Page(props: PageProps) {
  const { heading, view, errors = [] } = props
  return (
    <html lang="en" class="govuk-template">
      <Head title={heading} hasErrors={errors.length > 0} view={view} />
      <body class="govuk-template__body" data-idle-seconds={view.idleSeconds} data-face={view.face}>
        <script nonce={view.nonce}>{ENABLE_SCRIPTS}</script>
        <SkipLink href="#main-content">Skip to main content</SkipLink>
        <PageHeader view={view} />
        <div class="govuk-width-container">
          <BackTo link={props.backLink} />
          <main class="govuk-main-wrapper" id="main-content">
            <Main page={props} errors={errors} />
          </main>
        </div>
        <PageFooter view={view} />
        <IdleWarning view={view} />
        <script type="module" src={view.assets.js} nonce={view.nonce} />
      </body>
    </html>
  )
}

interface HeadProps {
  readonly title: string
  readonly hasErrors: boolean
  readonly view: ViewContext
}

function Head({ title, hasErrors, view: { assets, council, nonce } }: HeadProps) {
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${hasErrors ? 'Error: ' : ''}${title} – ${SERVICE_NAME}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="theme-color" content={council?.colour ?? '#1d70b8'} />
      <meta name="robots" content="noindex" />
      <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href={assets.css} />
      {assets.theme === undefined ? null : <link rel="stylesheet" href={assets.theme} />}
      {assets.theme !== undefined || council === undefined ? null : (
        <style nonce={nonce}>{themeCss(council.colour)}</style>
      )}
    </head>
  )
}

function PageHeader({ view }: { readonly view: ViewContext }) {
  const { council, navigation, workplace } = view
  return (
    <header class="govuk-template__header">
      <GenericHeader logo={council?.logoText ?? council?.name ?? SERVICE_NAME} classes="portal-header" />
      {council === undefined && navigation.length === 0 ? null : <Navigation entries={navigation} />}
      {workplace === undefined ? null : (
        <div class="portal-context">
          <p class="govuk-width-container portal-context__text">
            <span class="govuk-visually-hidden">You are working for </span>
            {workplace} {view.unread === undefined ? null : <Bell unread={view.unread} />}
          </p>
        </div>
      )}
      <ActingBanner view={view} />
    </header>
  )
}

function Bell({ unread }: { readonly unread: number }) {
  const count = unread >= 100 ? '99+' : String(unread)
  return (
    <a class="govuk-link portal-bell" href="/notifications">
      Notifications
      {unread === 0 ? null : (
        <>
          {' '}
          <span class="portal-count">{count}</span>
          <span class="govuk-visually-hidden"> unread</span>
        </>
      )}
    </a>
  )
}

function Navigation({ entries }: { readonly entries: ViewContext['navigation'] }) {
  return (
    <ServiceNavigation
      serviceName={SERVICE_NAME}
      serviceUrl="/"
      navigation={entries.map(({ href, text, current, count }) => ({
        href,
        current,
        text: count === undefined || count === 0 ? text : <Counted text={text} count={count} />,
      }))}
    />
  )
}

function Counted({ text, count }: { readonly text: string; readonly count: number }) {
  return (
    <>
      {text} <span class="portal-count">{count}</span>
    </>
  )
}

function BackTo({ link }: { readonly link: PageProps['backLink'] }) {
  if (link === undefined) return null
  const { href, text } = typeof link === 'string' ? { href: link, text: 'Back' } : link
  return <BackLink href={href}>{text}</BackLink>
}

function Main({ page, errors }: { readonly page: PageProps; readonly errors: readonly FieldError[] }) {
  const { heading, caption, headingShown = true, view, wide = false, children } = page
  const content = (
    <>
      <Messages errors={errors} banner={view.banner} />
      {headingShown ? (
        <>
          {caption === undefined ? null : <span class="govuk-caption-l">{caption}</span>}
          <h1 class="govuk-heading-l">{heading}</h1>
        </>
      ) : null}
      {children}
    </>
  )
  if (wide) return content
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">{content}</div>
    </div>
  )
}

interface MessagesProps {
  readonly errors: readonly FieldError[]
  readonly banner: ViewContext['banner']
}

/** What went wrong comes before everything; what went well is not shown beside it. */
function Messages({ errors, banner }: MessagesProps) {
  if (errors.length > 0)
    return <ErrorSummary errorList={errors.map(({ field, text }) => ({ href: `#${field}`, text }))} />
  if (banner === undefined) return null
  return <NotificationBanner type={banner.kind === 'success' ? 'success' : undefined}>{banner.text}</NotificationBanner>
}
