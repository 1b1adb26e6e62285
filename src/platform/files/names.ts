import type { FileFault } from './faults.ts'
import { LONGEST_NAME } from './kinds.ts'

/**
 * A name is kept for people to read; the file itself is stored under an id of ours. What is refused is what would mislead
 * or harm somebody who downloads it: other folders, control characters, text that runs backwards, a program's ending.
 */
export function nameFault(name: string): FileFault | undefined {
  if (name.length > LONGEST_NAME) return 'name-too-long'
  if (hasHostileCharacters(name)) return 'hostile-name'
  if (/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name)) return 'name-reserved'
  if (programs.has(endingOf(name))) return 'wrong-kind'
  return isLikeProgram(name) ? 'name-of-program' : undefined
}

function hasHostileCharacters(name: string): boolean {
  return (
    name.length === 0 ||
    /[/\\:*?"<>|]/.test(name) ||
    // Control characters, separators that a screen does not show, and marks that turn the direction of reading.
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u.test(name) ||
    /^[.\s]|[.\s]$/u.test(name)
  )
}

const programs = new Set(
  'exe com scr pif bat cmd ps1 vb vbs js jse wsf wsh hta msi jar lnk url reg dll sh php htm html svg svgz xhtml'.split(
    ' ',
  ),
)

/**
 * Also before the last ending: what is in it was judged and does no harm, but 'report.exe.pdf' shows as 'report.exe' where
 * endings are hidden, and mail that carries it is dropped on the way. Only .com is more often an address than a program.
 */
function isLikeProgram(name: string): boolean {
  const inner = name.toLowerCase().split('.').slice(1, -1)
  return inner.some((ending) => ending !== 'com' && programs.has(ending))
}

export function endingOf(name: string): string {
  return name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : ''
}
