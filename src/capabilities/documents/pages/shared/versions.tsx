import { formatDay } from '../../../../core/format.ts'
import { fileKinds, formatBytes } from '../../../../platform/files/kinds.ts'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { Side } from '../../rules/document.ts'
import type { Opening, Version } from '../../store/versions.ts'
import { Opened } from './opened.tsx'

interface VersionsProps {
  readonly versions: readonly Version[]
  readonly openings: readonly Opening[]
  /** Of the document; undefined when it was withdrawn and opens for nobody. */
  readonly address: string | undefined
  readonly reader: Side
}

/** Every version ever filed, newest first, with who filed it, what changed and who opened it when. */
export function Versions({ versions, openings, address, reader }: VersionsProps) {
  return (
    <ResponsiveTable
      caption="Versions, newest first"
      columns={[
        { heading: 'File' },
        { heading: 'Dated', nowrap: true },
        { heading: 'Filed' },
        { heading: 'Opened by' },
      ]}
      rows={versions.map((version) => [
        <FileName version={version} address={version.withdrawnAt === null ? address : undefined} />,
        formatDay(version.datedOn),
        <>
          {formatInstant(version.filedAt)} by {version.filerName}
          {version.side === reader ? '' : version.side === 'council' ? ', council' : ', provider'}
          <VersionWithdrawn version={version} />
          {version.note === '' ? null : <p class="govuk-body govuk-!-margin-bottom-0">{version.note}</p>}
        </>,
        <Opened openings={openings.filter(({ number }) => number === version.number)} />,
      ])}
    />
  )
}

function VersionWithdrawn({ version }: { readonly version: Version }) {
  const { withdrawnAt, withdrawerName, withdrawnReason } = version
  if (withdrawnAt === null) return null
  return (
    <p class="govuk-body govuk-!-margin-bottom-0">
      <strong>Withdrawn</strong> by {withdrawerName ?? ''}, {formatInstant(withdrawnAt)}: {withdrawnReason ?? ''}
    </p>
  )
}

function FileName({ version, address }: { readonly version: Version; readonly address: string | undefined }) {
  const { number, name, kind, bytes } = version
  const size = `${fileKinds[kind].words}, ${formatBytes(bytes)}`
  return (
    <>
      Version {number}:{' '}
      {address === undefined ? (
        name
      ) : (
        <a class="govuk-link" href={`${address}/versions/${String(number)}`} download={name}>
          {name}
        </a>
      )}
      <br />
      <span class="govuk-!-font-weight-regular">{size}</span>
    </>
  )
}
