/** Components of the package that this product does not use, and why. */
export const NOT_PORTED: Readonly<Record<string, string>> = {
  'cookie-banner': 'only essential cookies are set, so nobody is asked',
  'exit-this-page': 'for people in danger at home, not for people at work',
  feedback: 'still on trial in the package',
  footer: 'carries the crown, which belongs to GOV.UK; the page footer is our own',
  header: 'carries the crown, which belongs to GOV.UK; the generic header is used',
  'language-navigation': 'still on trial in the package',
}

type LeftOut = Readonly<Record<string, string>>

const FALSY = 'items are typed: an empty one does not compile'
const TRANSLATED = 'the product is in English'
const INTERRUPTION = 'no page uses the interruption panel'
const SLOTS = 'no page puts other things into the navigation bar'
const NO_LIMIT = 'a count without a limit counts nothing'

/** Fixtures, by component and name, whose options the port leaves out on purpose. */
export const NOT_OFFERED: Readonly<Record<string, LeftOut>> = {
  accordion: { 'with falsy values': FALSY, 'with translations': TRANSLATED },
  'character-count': {
    'with custom textarea description': TRANSLATED,
    'with translations': TRANSLATED,
    'to configure in JavaScript': NO_LIMIT,
    'with neither maxlength nor maxwords set': NO_LIMIT,
    'with neither maxlength, maxwords nor textarea description set': NO_LIMIT,
  },
  checkboxes: { 'with falsy values': FALSY },
  'date-input': {
    'with values, name prefix and custom names': 'a part is known by its name: day, month or year',
    'with field value and items': 'values come from one place, not from a part beside the list of parts',
  },
  'file-upload': {
    'enhanced, custom wrapper classes and attributes': 'the wrapper belongs to the script',
    translated: TRANSLATED,
  },
  pagination: { 'with empty items': FALSY },
  panel: {
    interruption: INTERRUPTION,
    'interruption-with-content-with-long-line-length': INTERRUPTION,
    'interruption-with-headings-content-and-lists': INTERRUPTION,
    'interruption with custom classes': INTERRUPTION,
    'interruption, with actions classes and attributes': INTERRUPTION,
    'interruption, submit action': INTERRUPTION,
    'interruption, button link': INTERRUPTION,
    'interruption, no actions': INTERRUPTION,
    'interruption, no actions items': INTERRUPTION,
  },
  'password-input': { 'with translations': TRANSLATED },
  radios: { 'with falsy items': FALSY },
  select: { 'with falsy values': 'a value is text or a number' },
  'service-navigation': {
    'with language navigation': TRANSLATED,
    'with right-aligned language navigation': TRANSLATED,
    'inverse with language navigation': TRANSLATED,
    'with slotted content': SLOTS,
    'with `inline` end slot': SLOTS,
  },
  'summary-list': { translated: 'hidden text is left out, never empty' },
  'task-list': { 'with empty values': FALSY },
}
