interface AskLinkProps {
  /** What the message is about: agreement=ID, package=ID, or line=ID&from=DAY. */
  readonly query: string
  /** Read out with the link, so that each says what it is about. */
  readonly about: string
}

/** From a row to a message to the council that is filled in with what the row is about. */
export function AskLink({ query, about }: AskLinkProps) {
  return (
    <a class="govuk-link" href={`/provider/messages/new?${query}`}>
      Ask<span class="govuk-visually-hidden"> the council about {about}</span>
    </a>
  )
}
