import { fileKinds, formatBytes } from '../../../../platform/files/kinds.ts'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { Details } from '../../../../platform/web/govuk/details.tsx'
import type { Attachment, Opening } from '../../store/attachments.ts'

export type ThreadFiles = {
  readonly attachments: readonly Attachment[]
  readonly openings: readonly Opening[]
  /** Where the reader's files lie: '/provider/messages/ID/files'. */
  readonly address: string
}

/** The files of one message: what each is, how large, and who opened it. */
export function Attachments({ files, number }: { readonly files: ThreadFiles; readonly number: number }) {
  const own = files.attachments.filter((attachment) => attachment.number === number)
  if (own.length === 0) return null
  return (
    <ul class="govuk-list portal-message__files">
      {own.map((attachment) => (
        <li>
          {attachment.disposedAt === null ? (
            <There attachment={attachment} files={files} />
          ) : (
            <Stone disposedAt={attachment.disposedAt} attachment={attachment} />
          )}
        </li>
      ))}
    </ul>
  )
}

function There({ attachment, files }: { readonly attachment: Attachment; readonly files: ThreadFiles }) {
  const { fileId, name, kind, bytes } = attachment
  return (
    <>
      <a class="govuk-link" href={`${files.address}/${fileId}`} download={name}>
        {name}
      </a>{' '}
      ({fileKinds[kind].words}, {formatBytes(bytes)})
      <Opened openings={files.openings.filter((opening) => opening.fileId === fileId)} name={name} />
    </>
  )
}

/** What is left of a file whose time was over: that it was there, and by what it would be known again. */
function Stone({ disposedAt, attachment }: { readonly disposedAt: Date; readonly attachment: Attachment }) {
  return (
    <>
      A file ({fileKinds[attachment.kind].words}) was here. It was disposed of {formatInstant(disposedAt)}, as the
      council’s schedule says. <span class="portal-break">Fingerprint (SHA-256): {attachment.fingerprint}</span>
    </>
  )
}

function Opened({ openings, name }: { readonly openings: readonly Opening[]; readonly name: string }) {
  if (openings.length === 0) return <p class="govuk-hint govuk-!-margin-bottom-1">Nobody has opened it yet</p>
  return (
    <Details
      summary={
        <>
          Opened by {openings.length === 1 ? '1 person' : `${String(openings.length)} people`}
          <span class="govuk-visually-hidden">: {name}</span>
        </>
      }
    >
      <ul class="govuk-list">
        {openings.map(({ openerName, openedAt }) => (
          <li>
            {openerName}, {formatInstant(openedAt)}
          </li>
        ))}
      </ul>
    </Details>
  )
}
