interface TableDownloadsProps {
  /** Of the screen; the files are beside it. */
  readonly href: string
  /** What the screen was asked for, so that the files have the same rows. */
  readonly query?: Readonly<Record<string, string>> | undefined
  /** 'the prices' */
  readonly what: string
}

/** Beneath a list: the whole of it as files. */
export function TableDownloads({ href, query = {}, what }: TableDownloadsProps) {
  const said = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString()
  const asked = said === '' ? '' : `?${said}`
  return (
    <p class="govuk-body">
      Download {what} as{' '}
      <a class="govuk-link" href={`${href}.csv${asked}`}>
        CSV
      </a>{' '}
      or as{' '}
      <a class="govuk-link" href={`${href}.xlsx${asked}`}>
        Excel (XLSX)
      </a>
    </p>
  )
}
