import { chosen, dated, errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { TEAM_NAMES, TEAMS } from '../../../rules/share.ts'
import type { DocumentRow } from '../../../store/documents.ts'
import type { Redaction } from '../../../store/redactions.ts'
import type { Version } from '../../../store/versions.ts'

interface ShareProps {
  readonly document: DocumentRow
  readonly version: Version
  /** Given in place of the version. */
  readonly copy: Redaction | undefined
  readonly form: FormView
  readonly view: ViewContext
}

export function SharePage({ document, version, copy, form, view }: ShareProps) {
  const address = `/council/documents/${document.id}`
  return (
    <Page
      heading="Share a document"
      caption={`${document.title}, version ${String(version.number)}${copy === undefined ? '' : ', redacted copy'}`}
      backLink={{ href: address, text: 'Document' }}
      errors={form.errors}
      view={view}
    >
      <p class="govuk-body">
        In place of an e-mail: it is opened here, after signing in, until the last day, and you see who opened it. Only{' '}
        {copy === undefined
          ? `version ${String(version.number)}`
          : `the redacted copy of version ${String(copy.number)}`}{' '}
        is shared, and nothing else about the person.
      </p>
      <PostForm action={`${address}/share`} form={form} draft>
        <input type="hidden" name="shownVersion" value={String(version.number)} />
        <input type="hidden" name="copy" value={copy?.id ?? ''} />
        <Radios {...chosen(form, 'receiver')} legend="With whom?" items={receivers(form)} />
        <DateInput
          {...dated(form, 'until')}
          legend="Until when?"
          hint="The last day on which it can be opened. For example, 27 3 2026"
        />
        <Textarea
          {...typed(form, 'reason')}
          label="Why is it shared?"
          hint="Whoever receives it reads this. Without the person’s name"
          rows={3}
        />
        {(copy ?? version).kind === 'pdf' || errorFor(form, 'marked') !== undefined ? <Marking form={form} /> : null}
        <Button preventDoubleClick>Share document</Button>
      </PostForm>
    </Page>
  )
}

function receivers(form: FormView) {
  return [
    {
      value: 'team',
      text: 'A team of the council',
      conditional: (
        <Select
          {...typed(form, 'team')}
          label="Team"
          items={[
            { value: '', text: 'Select a team' },
            ...TEAMS.map((team) => ({ value: team, text: TEAM_NAMES[team] })),
          ]}
        />
      ),
    },
    {
      value: 'organisation',
      text: 'Another organisation',
      conditional: (
        <Input
          {...typed(form, 'organisation')}
          label="Organisation"
          hint="Its whole name or its number. Everyone there who sees the whole organisation can open it"
          classes="govuk-input--width-20"
        />
      ),
    },
  ]
}

function Marking({ form }: { readonly form: FormView }) {
  return (
    <Checkboxes
      {...chosen(form, 'marked')}
      values={[form.values['marked'] ?? '']}
      legend="Watermark"
      items={[
        {
          value: 'yes',
          text: 'Each page names who opened it and when',
          hint: 'Links and fields of the PDF no longer work in such a copy',
        },
      ]}
    />
  )
}
