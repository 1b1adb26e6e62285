import { LONGEST_NAME, megabytes, mostOf, wordsOfKinds, type UploadRule } from './kinds.ts'

/** Why a file was not taken. Each has one sentence, and the file is gone when it is read. */
export type FileFault =
  | 'active-content'
  | 'bomb'
  | 'damaged'
  | 'empty'
  | 'holds-files'
  | 'hostile-name'
  | 'links-outside'
  | 'macros'
  | 'name-of-program'
  | 'name-reserved'
  | 'name-too-long'
  | 'not-its-ending'
  | 'old-office'
  | 'packed-unusually'
  | 'password'
  | 'picture-too-big'
  | 'scanner-unreachable'
  | 'too-large'
  | 'too-many'
  | 'two-in-one'
  | 'virus'
  | 'wrong-kind'

const sentences: Readonly<Record<FileFault, (rule: UploadRule) => string>> = {
  'active-content': () =>
    'The file holds a script or a command. Print it to a new PDF, or save it without scripts, and choose that one',
  bomb: () => 'The file unpacks to far more than its size. Save it again without what makes it so big',
  damaged: () => 'The file is damaged or was cut short. Open it to see if it is whole, then save and choose it again',
  empty: () => 'The selected file is empty',
  'holds-files': () => 'The file has other files inside it. Take them out and choose each on its own',
  'hostile-name': () =>
    'The file’s name has characters that are not allowed, such as / : * ? or a dot at its beginning. Give it a plain name and choose it again',
  'links-outside': () => 'The file fetches parts of itself from elsewhere. Save it as a PDF and choose that one',
  macros: () => 'The file has macros. Save it without macros, as .docx or .xlsx, or as a PDF',
  'name-of-program': () =>
    'The file’s name has the ending of a program in it, as in plan.exe.pdf. Take that out of the name and choose it again',
  'name-reserved': () =>
    'Windows keeps the file’s name for itself, as it does con and aux. Give it another name and choose it again',
  'name-too-long': () =>
    `The file’s name is too long. Give it one of at most ${String(LONGEST_NAME)} characters and choose it again`,
  'not-its-ending': () =>
    'The file is not what its name says. Open it, save it as the type you mean and choose that one',
  'old-office': () =>
    'The file is in an old Office format or has a password. Save it as .docx, .xlsx or PDF without a password',
  'packed-unusually': () =>
    'Parts of the file are packed so that they cannot be searched for scripts. Print it to a new PDF and choose that one',
  password: () => 'The file is protected by a password. Save it without one and choose it again',
  'picture-too-big': () => 'The picture has too many pixels. Save it smaller, at most 50 million pixels',
  'scanner-unreachable': () =>
    'The file could not be checked for viruses just now, so it was not taken. Try again in a few minutes',
  'too-large': (rule) => `The selected file must be smaller than ${megabytes(mostOf(rule))}`,
  'too-many': ({ mostFiles }) =>
    mostFiles === 1 ? 'Select one file only' : `You can only select up to ${String(mostFiles)} files at the same time`,
  'two-in-one': () =>
    'The file is of two types at once, which is how harm is hidden. Save it afresh and choose that one',
  virus: () => 'The selected file contains a virus',
  'wrong-kind': (rule) => `The selected file must be a ${wordsOfKinds(rule)} file`,
}

export function fileFaultText(fault: FileFault, rule: UploadRule): string {
  return sentences[fault](rule)
}
