import { formatDay } from '../../../../core/format.ts'
import { PostForm, type FormView } from '../../../../platform/web/forms.tsx'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import { TEAM_NAMES } from '../../rules/share.ts'
import type { Share, ShareOpening } from '../../store/shares.ts'
import { Opened } from './opened.tsx'

interface SharesProps {
  readonly shares: readonly Share[]
  readonly openings: readonly ShareOpening[]
  /** Of the document; undefined where it is not to be shared any more. */
  readonly address: string | undefined
  readonly form: FormView
}

/** To whom the council has given it, until when, and each time that it was opened there. */
export function Shares({ shares, openings, address, form }: SharesProps) {
  return (
    <>
      {shares.length === 0 ? null : (
        <ResponsiveTable
          caption="Shared with"
          columns={[{ heading: 'With' }, { heading: 'Why' }, { heading: 'Until' }, { heading: 'Opened by' }]}
          rows={shares.map((share) => [
            `${share.team === null ? (share.receiverName ?? '') : nameOf(share.team)}, version ${String(share.number)}${share.redactionId === null ? '' : ', redacted'}`,
            `${share.reason} (${share.sharerName}, ${formatInstant(share.sharedAt)})`,
            <Until share={share} address={address} form={form} />,
            <Opened openings={openings.filter(({ shareId }) => shareId === share.id)} />,
          ])}
        />
      )}
      {address === undefined ? null : (
        <Button href={`${address}/share`} classes="govuk-button--secondary">
          Share this document
        </Button>
      )}
    </>
  )
}

function nameOf(team: string): string {
  return new Map<string, string>(Object.entries(TEAM_NAMES)).get(team) ?? team
}

type UntilProps = Pick<SharesProps, 'address' | 'form'> & { readonly share: Share }

function Until({ share: { id, untilOn, endedAt, enderName }, address, form }: UntilProps) {
  if (endedAt !== null) return <>{`Ended by ${enderName ?? ''}, ${formatInstant(endedAt)}`}</>
  return (
    <>
      {formatDay(untilOn)}
      {address === undefined ? null : (
        <PostForm
          action={`${address}/shares/${id}/end`}
          form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-${id}` }}
        >
          <button class="portal-link-button" type="submit">
            End now
          </button>
        </PostForm>
      )}
    </>
  )
}
