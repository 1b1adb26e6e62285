/**
 * A name is kept for people to read; the file itself is stored under an id of ours. What is refused is what would mislead
 * or harm somebody who downloads it: other folders, control characters, text that runs backwards, a program's ending.
 */
export function isHostileName(name: string): boolean {
  return (
    name.length === 0 ||
    name.length > 200 ||
    /[/\\:*?"<>|]/.test(name) ||
    // Control characters, separators that a screen does not show, and marks that turn the direction of reading.
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u.test(name) ||
    /^[.\s]|[.\s]$/u.test(name) ||
    /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name) ||
    programs.test(name)
  )
}

/** Also before the last ending: 'report.exe.pdf' shows as 'report.exe' where endings are hidden. */
const programs =
  /\.(exe|com|scr|pif|bat|cmd|ps1|vbs?|js|jse|wsf|wsh|hta|msi|jar|lnk|url|reg|dll|sh|php|html?|svgz?|xhtml)(\.|$)/i

export function endingOf(name: string): string {
  return name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : ''
}
