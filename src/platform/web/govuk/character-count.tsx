import { classNames } from './common.ts'
import { Hint } from './hint.tsx'
import { Textarea, type TextareaProps } from './textarea.tsx'

export interface CharacterCountProps extends TextareaProps {
  readonly maxlength?: number | undefined
  readonly maxwords?: number | undefined
  /** What is counted, when it is not what the limit says. */
  readonly countType?: 'characters' | 'words' | 'length' | undefined
  readonly threshold?: number | undefined
  readonly countMessage?: { readonly classes?: string | undefined } | undefined
}

/** A textarea that says how much room is left. Counts words when `maxwords` is given. */
export function CharacterCount(props: CharacterCountProps) {
  const {
    name,
    id = name,
    maxlength,
    maxwords,

    threshold,
    countMessage,
    formGroup,
    classes,
    ...rest
  } = props
  return (
    <Textarea
      {...rest}
      name={name}
      id={id}
      describedBy={`${id}-info`}
      classes={classNames('govuk-js-character-count', classes)}
      formGroup={{
        classes: classNames('govuk-character-count', formGroup?.classes),
        attributes: {
          'data-module': 'govuk-character-count',
          'data-maxlength': maxlength,
          'data-maxwords': maxwords,
          'data-threshold': threshold,
          'data-count-type': counted(props),
          ...formGroup?.attributes,
        },
        beforeInput: formGroup?.beforeInput,
        afterInput: (
          <>
            <Hint id={`${id}-info`} classes={classNames('govuk-character-count__message', countMessage?.classes)}>
              You can enter up to {maxwords ?? maxlength} {counted(props) === 'words' ? 'words' : 'characters'}
            </Hint>
            {formGroup?.afterInput}
          </>
        ),
      }}
    />
  )
}

function counted({ countType, maxwords }: CharacterCountProps) {
  return countType ?? (maxwords === undefined ? undefined : 'words')
}
