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
      {own.map(({ fileId, name, kind, bytes }) => (
        <li>
          <a class="govuk-link" href={`${files.address}/${fileId}`} download={name}>
            {name}
          </a>{' '}
          ({fileKinds[kind].words}, {formatBytes(bytes)})
          <Opened openings={files.openings.filter((opening) => opening.fileId === fileId)} name={name} />
        </li>
      ))}
    </ul>
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
