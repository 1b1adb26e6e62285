import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import type { ChangeStatus } from '../../rules/change.ts'
import type { Field } from '../../rules/fields.ts'
import { STATUS_WORDS, valueLines } from './words.ts'

interface ValueProps {
  readonly field: Field
  readonly value: string
}

/** A value as it is read, on as many lines as it has. */
export function Value({ field, value }: ValueProps) {
  const [first, ...others] = valueLines(field, value)
  return (
    <>
      {first}
      {others.map((line) => (
        <>
          <br />
          {line}
        </>
      ))}
    </>
  )
}

export function StatusTag({ status }: { readonly status: ChangeStatus }) {
  const { text, colour } = STATUS_WORDS[status]
  return <Tag colour={colour}>{text}</Tag>
}
