/** One page of plain lines: enough of a PDF for something to be filed, opened and searched in the demonstration. */
export function plainPdf(title: string, lines: readonly string[]): Buffer {
  const shown = [`/F1 18 Tf 72 760 Td (${literal(title)}) Tj /F1 11 Tf 0 -12 Td`, ...lines.map(line)].join('\n')
  const content = `BT\n${shown}\nET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  const starts: number[] = []
  let body = '%PDF-1.4\n'
  for (const [index, object] of objects.entries()) {
    starts.push(body.length)
    body += `${String(index + 1)} 0 obj\n${object}\nendobj\n`
  }
  const places = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${String(body.length)}\n%%EOF\n`
  return Buffer.from(`${body}xref\n0 6\n0000000000 65535 f \n${places}${trailer}`, 'latin1')
}

function line(text: string): string {
  return `0 -16 Td (${literal(text)}) Tj`
}

function literal(text: string): string {
  return text.replaceAll('’', "'").replace(/[\\()]/g, '\\$&')
}
