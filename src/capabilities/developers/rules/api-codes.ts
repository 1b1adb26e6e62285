/** A code that an answer may carry: the statuses it comes with, why it comes, and how to mend it. */
export type CodeWords = {
  readonly code: string
  readonly status: string
  readonly why: string
  readonly mending: string
}

/** Of what providers do about weeks, absences and visits. */
const actsOfActuals: readonly CodeWords[] = [
  {
    code: 'plan-changed',
    status: '409',
    why: 'The timetable has changed, or is not what is commissioned',
    mending: 'Read the week again; ask the council where it is not complete',
  },
  {
    code: 'decided',
    status: '409',
    why: 'The visit is on a package or not claimed, or has changed since',
    mending: 'Read it again',
  },
  {
    code: 'confirmed',
    status: '409',
    why: 'The week is confirmed already',
    mending: 'Write to the council on the pages',
  },
  {
    code: 'asked-already',
    status: '409',
    why: 'Somebody else has just asked',
    mending: 'Read the message on the pages',
  },
  { code: 'week-shut', status: '409', why: 'The week cannot be changed any more', mending: 'Ask the council' },
  {
    code: 'not-a-package',
    status: '422',
    why: 'The package is not one of this person on that day',
    mending: 'Send one of the candidates of listWaitingVisits',
  },
  {
    code: 'away-already',
    status: '409',
    why: 'An absence of this package on these days is recorded already',
    mending: 'Read or end that one',
  },
  { code: 'changed', status: '409', why: 'Somebody changed the absence since it was read', mending: 'Read it again' },
  {
    code: 'not-open',
    status: '409',
    why: 'The absence was undone, or the file is closed',
    mending: 'Nothing is left to do',
  },
  { code: 'note-missing', status: '422', why: 'An absence does not say what happened', mending: 'Send a note' },
  { code: 'note-long', status: '422', why: 'A note is longer than 500 characters', mending: 'Shorten it' },
  {
    code: 'in-the-future',
    status: '422',
    why: 'An absence is recorded when it has begun',
    mending: 'Ask the council about one to come',
  },
  {
    code: 'too-long-ago',
    status: '422',
    why: 'An absence is recorded at most 26 weeks back',
    mending: 'Record older weeks one by one',
  },
  { code: 'days-reversed', status: '422', why: 'The last day is before the first', mending: 'Send days in order' },
  {
    code: 'reason-unknown',
    status: '422',
    why: 'The council has no such reason',
    mending: 'Send a code of listReasons',
  },
  { code: 'name-missing', status: '422', why: 'A column map has no name', mending: 'Send one' },
  { code: 'columns-missing', status: '422', why: 'A column map names no column', mending: 'Send at least one' },
  {
    code: 'column-twice',
    status: '422',
    why: 'One column of a file stands for two of ours',
    mending: 'Send each heading once',
  },
]

/** Of the API itself. Codes of rows and files are the same as on pages, and come from there. */
export const apiCodes: readonly CodeWords[] = [
  {
    code: 'idempotency-key-missing',
    status: '400',
    why: 'A change was sent without an Idempotency-Key header',
    mending: 'Send one of 8 to 255 characters, new for each change and the same when you repeat it',
  },
  {
    code: 'if-match-wrong',
    status: '400',
    why: 'If-Match is not one ETag',
    mending: 'Send it as it was read, like "3"',
  },
  {
    code: 'query-wrong',
    status: '400',
    why: 'The query is not as documented',
    mending: 'The faults name each part by a pointer',
  },
  { code: 'cursor-wrong', status: '400', why: 'The list did not give this cursor', mending: 'Begin again without one' },
  {
    code: 'bad-request',
    status: '400',
    why: 'The request cannot be read',
    mending: 'Check its syntax and its headers',
  },
  {
    code: 'key-wrong',
    status: '401',
    why: 'The key is missing, wrong, ended or expired',
    mending: 'An administrator of the organisation makes another under People, API keys',
  },
  { code: 'not-permitted', status: '403', why: 'The key may not do this', mending: 'Make a key that may' },
  {
    code: 'not-found',
    status: '404',
    why: 'There is no such thing for this key; what is another’s looks the same',
    mending: 'Read its id from a list again. A week has to begin on the council’s weekday',
  },
  {
    code: 'idempotency-key-reused',
    status: '409',
    why: 'The Idempotency-Key was used for another request',
    mending: 'Send a new one: the first request stands as it was answered',
  },
  ...actsOfActuals,
  { code: 'overtaken', status: '409', why: 'Others record the same weeks at this moment', mending: 'Send it again' },
  { code: 'not-a-sandbox', status: '409', why: 'This happens in sandboxes only', mending: 'Use a test key' },
  { code: 'too-large', status: '413', why: 'More was sent than is read', mending: 'Send it in parts' },
  {
    code: 'not-json',
    status: '415',
    why: 'The content type is not one that is read here',
    mending: 'Send JSON, or a multipart form where a file is asked for',
  },
  {
    code: 'body-wrong',
    status: '422',
    why: 'The body is not as documented',
    mending: 'The faults name each part by a JSON pointer',
  },
  {
    code: 'file-missing',
    status: '422',
    why: 'The form has no file, or one that was refused',
    mending: 'Send the file as the part `file`',
  },
  {
    code: 'reason-missing',
    status: '422',
    why: 'A closed week is changed, or a visit is not claimed, without saying why',
    mending: 'Send a comment that is not the one before, or a reason',
  },
  { code: 'too-long', status: '422', why: 'A text is longer than it may be', mending: 'Shorten it' },
  {
    code: 'if-match-missing',
    status: '428',
    why: 'A week was changed without the version it is based on',
    mending: 'Send the ETag that was read',
  },
  {
    code: 'too-many-requests',
    status: '429',
    why: 'More than 600 requests a minute, or more than an open address may have',
    mending: 'Wait as many seconds as Retry-After says',
  },
  {
    code: 'too-often',
    status: '429',
    why: 'The sandbox was reset as often as it may be on one day',
    mending: 'Go on tomorrow',
  },
  {
    code: 'fault',
    status: '500',
    why: 'Something is wrong here',
    mending: 'Send it again with the same Idempotency-Key; tell us the `instance`',
  },
  {
    code: 'sandbox-not-ready',
    status: '503',
    why: 'The sandbox is being filled, or was closed',
    mending: 'Ask again in some seconds',
  },
]
