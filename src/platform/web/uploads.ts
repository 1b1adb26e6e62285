import { createHash } from 'node:crypto'
import multipart, { type Multipart, type MultipartFile } from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Scanner } from '../files/clamav.ts'
import { fileFaultText, type FileFault } from '../files/faults.ts'
import type { FileStore, Incoming } from '../files/file-store.ts'
import { judgeIncoming } from '../files/judge-incoming.ts'
import { MEGABYTE, mostOf, type UploadRule } from '../files/kinds.ts'
import type { ReceivedFile } from '../files/stored-file.ts'
import { BadRequest } from './faults.ts'
import type { FieldError } from './forms.tsx'

/** Where files lie, and who looks at them first. Without a scanner they are taken unscanned, and their rows say so. */
export type Files = { readonly store: FileStore; readonly scanner: Scanner | undefined }

/** What one file field of a form brought: a good file, or why it was refused. */
type Upload = { readonly field: string } & ({ readonly file: ReceivedFile } | Refused)
type Refused = { readonly name: string; readonly fault: FileFault; readonly rule: UploadRule }

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What files the route's form takes. A route without it takes none. */
    upload?: UploadRule
  }
  interface FastifyRequest {
    uploads: readonly Upload[] | undefined
    /** Whatever of this request still lies half received or unkept; run before it is answered, or when it is cut. */
    discardUploads: (() => Promise<void>) | undefined
  }
}

/** A form of text is as large as the other forms may be. What comes beyond a file's limit is read past, so that the page can answer. */
const TEXT_BYTES = MEGABYTE
const PATIENCE = 4

/** Why a multipart request is not even read. */
class RequestTooLarge extends Error {
  override readonly name = 'RequestTooLarge'
  readonly statusCode = 413
}

/**
 * Reads a multipart form part by part: fields into `request.body` as every other form's, files to the store's incoming
 * folder, counted as they arrive. The form's fields come first, so the token is checked before a byte of a file is written.
 */
export async function receiveForm(
  request: FastifyRequest,
  files: Files,
  checkOrigin: () => Promise<void>,
): Promise<void> {
  const rule = ruleOf(request)
  const incoming: Incoming[] = []
  request.discardUploads = async () => {
    for (const each of incoming.splice(0)) await each.discard()
  }
  const form = new Form(request)
  const check = once(checkOrigin)
  try {
    for await (const part of request.parts({ limits: limitsOf(rule), preservePath: true })) {
      if (part.type === 'file') await check()
      await form.add(part, { rule, files, incoming })
    }
    await check()
  } catch (fault) {
    await request.discardUploads()
    throw fault
  }
}

function once(act: () => Promise<void>): () => Promise<void> {
  let acted: Promise<void> | undefined
  return () => (acted ??= act())
}

/** Said by the sender before anything is read, and needed: without it a body could go on for ever. */
function ruleOf(request: FastifyRequest): UploadRule {
  const rule = request.routeOptions.config.upload
  if (rule === undefined) throw new BadRequest('this form takes no files')
  const length = Number(request.headers['content-length'])
  if (!Number.isSafeInteger(length)) throw new BadRequest('a length is missing')
  if (length > rule.mostFiles * mostOf(rule) * PATIENCE + TEXT_BYTES) throw new RequestTooLarge('too large')
  return rule
}

function limitsOf(rule: UploadRule) {
  const { mostFiles } = rule
  // One byte more than allowed is enough to know; busboy drops the rest.
  return { fieldNameSize: 200, fieldSize: 200_000, fields: 500, files: mostFiles + 50, fileSize: mostOf(rule) + 1 }
}

type Receiving = { readonly rule: UploadRule; readonly files: Files; readonly incoming: Incoming[] }

/** The form so far, as `@fastify/formbody` would give it: a name that comes twice is a list. */
class Form {
  readonly #request: FastifyRequest
  readonly #body = new Map<string, string | string[]>()
  #files = 0

  constructor(request: FastifyRequest) {
    this.#request = request
    request.uploads = []
    request.body = {}
  }

  async add(part: Multipart, receiving: Receiving): Promise<void> {
    if (part.type === 'file') return this.#addFile(part, receiving)
    if (part.valueTruncated || part.fieldnameTruncated || typeof part.value !== 'string')
      throw new BadRequest('a field is too long')
    this.#set(part.fieldname, part.value)
  }

  async #addFile(part: MultipartFile, { rule, files, incoming }: Receiving): Promise<void> {
    const { fieldname: field } = part
    const arrived = await receive(part, files.store, incoming)
    const nothingChosen = !part.filename && arrived.bytes === 0
    if (nothingChosen) {
      this.#set(field, '')
      return
    }
    this.#files += 1
    const upload =
      this.#files > rule.mostFiles
        ? { field, name: part.filename, fault: 'too-many' as const, rule }
        : await judged(part, arrived, { rule, files })
    if ('fault' in upload) await arrived.incoming.discard()
    this.#request.uploads = [...(this.#request.uploads ?? []), upload]
    // The key of a form that is sent twice must tell two files apart.
    this.#set(field, arrived.sha256)
  }

  #set(name: string, value: string): void {
    const earlier = this.#body.get(name)
    this.#body.set(name, earlier === undefined ? value : [earlier, value].flat())
    this.#request.body = Object.fromEntries(this.#body)
  }
}

type Arrived = { readonly incoming: Incoming; readonly bytes: number; readonly sha256: string }

async function receive(part: MultipartFile, store: FileStore, all: Incoming[]): Promise<Arrived> {
  const incoming = await store.begin()
  all.push(incoming)
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of part.file) {
    const piece = Buffer.from(chunk as Uint8Array)
    hash.update(piece)
    bytes += piece.length
    await incoming.write(piece)
  }
  await incoming.finish()
  return { incoming, bytes, sha256: hash.digest('hex') }
}

async function judged(
  { filename: name, fieldname: field }: MultipartFile,
  { incoming, bytes, sha256 }: Arrived,
  { rule, files }: Omit<Receiving, 'incoming'>,
): Promise<Upload> {
  const found = await judgeIncoming({ name, incoming, bytes, sha256 }, rule, files.scanner)
  return 'fault' in found ? { field, name, fault: found.fault, rule } : { field, file: found.file }
}

/** Told to every server: files are read as parts, and what nobody kept is gone with the answer or with a cut connection. */
export async function takeUploads(app: FastifyInstance): Promise<void> {
  // A file that is too large is a fault beside its field, not the end of the form.
  await app.register(multipart, { throwFileSizeLimit: false })
  app.decorateRequest('uploads', undefined)
  app.decorateRequest('discardUploads', undefined)
  app.addHook('onSend', (request, _reply, payload, next) => {
    if (request.discardUploads === undefined) next(null, payload)
    else request.discardUploads().then(() => next(null, payload), next)
  })
  app.addHook('onRequestAbort', async (request) => {
    await request.discardUploads?.()
  })
}

export type FormUploads = { readonly files: readonly ReceivedFile[]; readonly faults: readonly FieldError[] }

/** The files of one field, and what is to be said beside it about those that were refused. */
export function uploadsOf(request: FastifyRequest, field: string): FormUploads {
  const uploads = (request.uploads ?? []).filter((upload) => upload.field === field)
  return {
    files: uploads.flatMap((upload) => ('file' in upload ? [upload.file] : [])),
    faults: uploads.flatMap((upload) =>
      'fault' in upload ? [{ field, text: aboutFile(upload, uploads.length) }] : [],
    ),
  }
}

/** Where the name itself is not fit to be shown, or it is not about one file. */
const unnamed: ReadonlySet<FileFault> = new Set(['hostile-name', 'name-too-long', 'too-many'])

/** Of several files, the sentence must say which one it means. */
function aboutFile({ name, fault, rule }: Refused, count: number): string {
  const sentence = fileFaultText(fault, rule)
  return count > 1 && !unnamed.has(fault) ? `${name}: ${sentence}` : sentence
}
