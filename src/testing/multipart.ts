import { randomUUID } from 'node:crypto'

export type Fields = Readonly<Record<string, string | readonly string[]>>
export type AFile = { readonly field: string; readonly name: string; readonly bytes: Buffer | string }

/** A form as a browser writes it: each field and file between two lines of a boundary. Names are sent as they are. */
export function multipartOf(
  fields: Fields,
  files: readonly AFile[],
): { readonly payload: Buffer; readonly contentType: string } {
  const boundary = `----portal${randomUUID()}`
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`),
  )
  const sent = files.flatMap(({ field, name, bytes }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(bytes),
    Buffer.from('\r\n'),
  ])
  return {
    payload: Buffer.concat([Buffer.from(parts.join('')), ...sent, Buffer.from(`--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  }
}
