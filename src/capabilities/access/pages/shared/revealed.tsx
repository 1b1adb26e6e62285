import type { Revealed } from '../../store/granting.ts'

type Props = { readonly revealed: Revealed; readonly menu?: readonly string[] | undefined }

const words: readonly (readonly [keyof Revealed, string, string])[] = [
  ['people', 'person who receives care', 'people who receive care'],
  ['packages', 'care package', 'care packages'],
  ['agreements', 'agreement', 'agreements'],
  ['invoices', 'invoice', 'invoices'],
  ['paymentLines', 'payment line', 'payment lines'],
]

/** Counted now, from the same rows that the person would see. */
export function RevealedList({ revealed, menu }: Props) {
  const shown = words.flatMap(([key, one, many]) => {
    const count = revealed[key]
    return count === null ? [] : [`${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`]
  })
  return (
    <>
      {menu === undefined ? null : (
        <p class="govuk-body">
          <strong>Menu:</strong> {menu.length === 0 ? 'nothing' : menu.join(', ')}
        </p>
      )}
      {shown.length === 0 ? (
        <p class="govuk-body">No records about people, care or money.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {shown.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      )}
    </>
  )
}
