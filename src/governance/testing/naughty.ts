/** An element and an attribute that none of our pages has: where they are parsed as markup, something was not escaped. */
export const PLANTED_ELEMENT = 'x-planted'
export const PLANTED_ATTRIBUTE = 'data-planted'

const markup = [
  `<${PLANTED_ELEMENT}>`,
  `"><${PLANTED_ELEMENT} ${PLANTED_ATTRIBUTE}=1>`,
  `' ${PLANTED_ATTRIBUTE}='1`,
  `" ${PLANTED_ATTRIBUTE}="1`,
  `</textarea><${PLANTED_ELEMENT}>`,
  `</title></script><${PLANTED_ELEMENT}>`,
  `<!--<${PLANTED_ELEMENT}>`,
  `--><${PLANTED_ELEMENT}>`,
  `&lt;${PLANTED_ELEMENT}&gt;&amp;&#60;`,
  `<svg><${PLANTED_ELEMENT}></svg>`,
  'javascript:alert(1)',
  `<a href="javascript:alert(1)" ${PLANTED_ATTRIBUTE}>`,
]
const queries = [
  "'",
  "' or '1'='1",
  "'; drop table platform.council; --",
  '"; delete from ledger.transfer; --',
  "\\'; select pg_sleep(5); --",
  '$1',
  '$$;select 1;$$',
  "%' or 1=1 --",
  '%_\\',
  ') union select null, null --',
]
const templates = ['${7*7}', '{{7*7}}', '#{7*7}', '<%= 7*7 %>', '%s%s%n', '{0}', '__proto__', 'constructor']
const files = ['../../../../etc/passwd', '..\\..\\windows\\win.ini', '/dev/null', 'file:///etc/passwd', 'con', 'a\0b']
const lines = [
  'one\r\nSet-Cookie: planted=1',
  'one\nBcc: someone@example.org',
  '\r\n\r\n',
  '\t',
  '\u0085',
  '\u2028\u2029',
]
const formulas = ['=1+1', '=cmd|/c calc!A0', '+1', '-1+1', '@SUM(1)', '\t=1+1']
const numbers = [
  '1e9',
  '1e400',
  '-1',
  '-0',
  'NaN',
  'Infinity',
  '0x1F',
  '１２',
  '1,5',
  '1.123456789',
  '999999999999999999999999',
  '9223372036854775808',
  '٣',
  '½',
  '1:99',
  '2026-02-30',
]
const words = [
  '\u202Egnp.exe',
  '👩‍👩‍👧‍👦',
  'Ｚａｌｇｏ̷̡͓',
  '\uFEFF',
  '\u200B',
  ' ',
  'x'.repeat(10_001),
  '𐀀'.repeat(3_000),
  '\uD800',
  'null',
  'undefined',
  '[object Object]',
]

export const naughtyStrings: readonly string[] = [
  ...markup,
  ...queries,
  ...templates,
  ...files,
  ...lines,
  ...formulas,
  ...numbers,
  ...words,
]
