interface ProgressProps {
  /** What is under way: 'The run is being worked out'. */
  readonly heading: string
  /** Parts of the work in order, and the place of the one under way. Before the first it is -1. */
  readonly steps: readonly string[]
  readonly at: number
  /** Where the same page is asked for again. */
  readonly href: string
}

/** Long work: which part is under way. A script asks again by itself; without it, the link does. */
export function Progress({ heading, steps, at, href }: ProgressProps) {
  return (
    <div id="progress" data-progress={href}>
      <h2 class="govuk-heading-m">{heading}</h2>
      <p class="govuk-body" role="status">
        {at < 0 ? 'Waiting to start' : `Step ${String(at + 1)} of ${String(steps.length)}: ${steps[at] ?? ''}`}
      </p>
      <progress class="app-progress" max={steps.length} value={Math.max(at, 0)} aria-label={heading} />
      <p class="govuk-body">You can leave this page. The work goes on.</p>
      <p class="govuk-body">
        <a class="govuk-link" href={href}>
          Check again
        </a>
      </p>
    </div>
  )
}
