/** After signing: a stay is paid from its dates, and has no weeks to record. */
export function NothingToRecord() {
  return (
    <p class="govuk-body">
      There is nothing to record for a stay: the council pays for it from the dates of the care package.
    </p>
  )
}
