import { Radios } from 'govuk-frontend'

/**
 * A radio may not be "expanded": the attribute is not defined for its role, screen readers do not
 * agree on it, and the accessibility checks refuse it. What it reveals comes next on the page anyway.
 */
export class RevealingRadios extends Radios {
  override syncConditionalRevealWithInputState(input: HTMLInputElement): void {
    super.syncConditionalRevealWithInputState(input)
    input.removeAttribute('aria-expanded')
  }
}
