import { classNames } from './common.ts'
import { FieldGroup, type FieldProps } from './form-group.tsx'

export interface FileUploadProps extends FieldProps {
  readonly multiple?: boolean | undefined
  readonly javascript?: boolean | undefined
}

/** With `javascript` the browser code turns it into a drop zone; it works without. */
export function FileUpload(props: FileUploadProps) {
  const { name, classes, errorMessage, formGroup, javascript = false } = props
  return (
    <FieldGroup field={props}>
      {({ id, describedBy }) => {
        const input = (
          <input
            class={classNames('govuk-file-upload', classes, errorMessage !== undefined && 'govuk-file-upload--error')}
            id={id}
            name={name}
            type="file"
            disabled={props.disabled}
            multiple={props.multiple}
            aria-describedby={describedBy}
            {...props.attributes}
          />
        )
        return (
          <>
            {formGroup?.beforeInput}
            {javascript ? (
              <div class="govuk-file-upload-wrapper" data-module="govuk-file-upload">
                {input}
              </div>
            ) : (
              input
            )}
            {formGroup?.afterInput}
          </>
        )
      }}
    </FieldGroup>
  )
}
