/** A deadline as a calendar shows it: no person, no service user, no sum. */
export type CalendarEvent = {
  readonly id: string
  readonly at: Date
  readonly title: string
  readonly text: string
  readonly address: string
}

const FOLD = 73

/** An iCalendar file (RFC 5545): CRLF, lines of at most 75 octets, a reminder a day before each deadline. */
export function calendarFile(name: string, events: readonly CalendarEvent[], made: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Provider Portal//Deadlines//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
    ...events.flatMap((event) => eventLines(event, made)),
    'END:VCALENDAR',
  ]
  return `${lines.flatMap(folded).join('\r\n')}\r\n`
}

function eventLines({ id, at, title, text, address }: CalendarEvent, made: Date): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${id}`,
    `DTSTAMP:${instant(made)}`,
    `DTSTART:${instant(at)}`,
    `DTEND:${instant(at)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    `URL:${address}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:-P1D',
    `DESCRIPTION:${escaped(title)}`,
    'END:VALARM',
    'END:VEVENT',
  ]
}

function instant(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n/g, '\\n')
}

/** By octets and never inside a character. */
function folded(line: string): readonly string[] {
  const parts: string[] = []
  let part = ''
  for (const letter of line) {
    if (Buffer.byteLength(part + letter) > FOLD) {
      parts.push(part)
      part = ` ${letter}`
    } else part += letter
  }
  return [...parts, part]
}
