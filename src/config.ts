import { availableParallelism } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { StartFault } from './platform/start-fault.ts'

const port = z.coerce.number().int().min(0).max(65_535)
const databaseAddress = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must look like postgres://user:password@host:5432/name')

/** Every setting of the program, with what it means. `portal config` prints them and docs/configuration.md lists them. */
const Settings = z.object({
  DATABASE_URL: databaseAddress
    .optional()
    .describe('The database. Without it, a PostgreSQL of our own runs in the data folder'),
  MIGRATION_DATABASE_URL: databaseAddress
    .optional()
    .describe('The same database as the owner of its tables; DATABASE_URL when absent'),
  PORT: port.default(3000).describe('Where the pages are served'),
  HOST: z.string().min(1).default('127.0.0.1').describe('The address to listen on; 0.0.0.0 for all'),
  PORTAL_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('What people type, https://portal.example; http://localhost:PORT when absent'),
  PORTAL_DATA_DIR: z
    .string()
    .min(1)
    .default('data')
    .describe('Folder of the database of our own and of the generated secrets'),
  PORTAL_FILES_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the files that people send in, shared by all replicas; files in the data folder when absent'),
  PORTAL_CLAMAV: z
    .string()
    .regex(/^(tcp:\/\/.+:\d+|unix:\/.+)$/, 'must look like tcp://host:3310 or unix:/run/clamav/clamd.ctl')
    .optional()
    .describe('The virus scanner clamd, tcp://host:3310 or unix:/path. Without it, files are taken unscanned'),
  PORTAL_ICAP: z
    .string()
    .regex(/^icap:\/\/.+\/.+$/, 'must look like icap://host:1344/avscan')
    .optional()
    .describe('A virus scanner behind ICAP, icap://host:1344/service, in place of clamd'),
  PORTAL_DROP_DIR: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder in which machines leave files of actuals, CODE/REFERENCE for the council and the provider; docs/machine-delivery.md. Without it, none is watched',
    ),
  PORTAL_SECRETS_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('JSON file of the keys outside the database; secrets.json in the data folder when absent'),
  PORTAL_SEALS_DIR: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder of the councils’ seals for signed agreements: CODE.pem with the certificate, those above it and the private key, or CODE.csc.json with the trust service that holds the key. Without it, one that vouches for itself is made for each council in seals in the data folder',
    ),
  PORTAL_TIMESTAMP_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Time-stamp authority (RFC 3161) that is asked whenever a signed agreement is sealed; the sealed paper waits until it answers. Without it, the time is the portal’s own',
    ),
  PORTAL_TRUST_PROXY: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('yes behind a load balancer that sets X-Forwarded-For'),
  PORTAL_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('warn')
    .describe('How much is logged, as JSON lines'),
  PORTAL_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(2)
    .max(100)
    .optional()
    .describe('Database connections for each face; two for each core when absent'),
  PORTAL_DENY_LIST_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('Passwords that nobody may choose, one a line, beside the built-in rules'),
  PORTAL_PRIVATE_ISSUERS: z
    .enum(['yes', 'no'])
    .default('no')
    .describe(
      'yes where a sign-in service of a council stands inside a private network: its address may then be asked',
    ),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Where mail goes; without it, mail waits on the outbox page'),
  PORTAL_MAIL_FROM: z.email().default('provider-portal@localhost.invalid').describe('The sender of every e-mail'),
})

export type Config = {
  readonly databaseUrl: string | undefined
  readonly migrationUrl: string | undefined
  readonly port: number
  readonly host: string
  readonly origin: string
  readonly dataDir: string
  readonly filesDir: string
  readonly clamav: string | undefined
  readonly icap: string | undefined
  readonly dropDir: string | undefined
  readonly secretsFile: string
  /** Where the councils' seals lie, whether a missing one is made, and who says when they seal. */
  readonly seals: { readonly folder: string; readonly makeMissing: boolean; readonly timestampUrl: string | undefined }
  readonly trustProxy: boolean
  readonly logLevel: string
  readonly connections: number
  readonly denyListFile: string | undefined
  readonly privateIssuers: boolean
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** All faults at once, so that one start is enough to learn of them. */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Settings.safeParse(given)
  if (!parsed.success) throw new StartFault(faultsOf(parsed.error))
  const settings = parsed.data
  const dataDir = path.resolve(settings.PORTAL_DATA_DIR)
  return {
    databaseUrl: settings.DATABASE_URL,
    migrationUrl: settings.MIGRATION_DATABASE_URL ?? settings.DATABASE_URL,
    port: settings.PORT,
    host: settings.HOST,
    origin: settings.PORTAL_ORIGIN ?? `http://localhost:${String(settings.PORT)}`,
    dataDir,
    filesDir: path.resolve(settings.PORTAL_FILES_DIR ?? path.join(dataDir, 'files')),
    clamav: settings.PORTAL_CLAMAV,
    icap: settings.PORTAL_ICAP,
    dropDir: settings.PORTAL_DROP_DIR === undefined ? undefined : path.resolve(settings.PORTAL_DROP_DIR),
    secretsFile: path.resolve(settings.PORTAL_SECRETS_FILE ?? path.join(dataDir, 'secrets.json')),
    seals: {
      folder: path.resolve(settings.PORTAL_SEALS_DIR ?? path.join(dataDir, 'seals')),
      makeMissing: settings.PORTAL_SEALS_DIR === undefined,
      timestampUrl: settings.PORTAL_TIMESTAMP_URL,
    },
    trustProxy: settings.PORTAL_TRUST_PROXY === 'yes',
    logLevel: settings.PORTAL_LOG_LEVEL,
    // More than the cores can serve only makes each other wait.
    connections: settings.PORTAL_CONNECTIONS ?? 2 * availableParallelism(),
    denyListFile: settings.PORTAL_DENY_LIST_FILE,
    privateIssuers: settings.PORTAL_PRIVATE_ISSUERS === 'yes',
    smtpUrl: settings.SMTP_URL,
    mailFrom: settings.PORTAL_MAIL_FROM,
  }
}

function faultsOf(error: z.ZodError): string {
  const faults = error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  return `The configuration has ${faults.length === 1 ? 'a fault' : `${String(faults.length)} faults`}:\n${faults.join('\n')}`
}

/** Each setting, what it is now and what it means; passwords in addresses are not shown. */
export function describeConfig(environment: Environment): string {
  readConfig(environment)
  return Object.entries(Settings.shape)
    .map(([name, schema]) => `${name}=${redacted(environment[name])}\n    ${schema.description ?? ''}`)
    .join('\n')
}

function redacted(value: string | undefined): string {
  if (value === undefined) return '(not set)'
  return value.replace(/:\/\/([^:@/]*):[^@]*@/, '://$1:***@')
}

/** docs/configuration.md, so that no setting is undocumented. */
export function configurationDocument(): string {
  const rows = Object.entries(Settings.shape).map(([name, schema]) => {
    const usual = schema.parse(undefined)
    return `| \`${name}\` | ${schema.description ?? ''} | ${usual === undefined ? '' : `\`${String(usual)}\``} |`
  })
  return `# Configuration

Settings are environment variables. All faults are said at once, at the start; \`npm run portal -- config\` prints what is set, without passwords.

| setting | what it is | usually |
| --- | --- | --- |
${rows.join('\n')}

## The secrets file

What must not lie beside the data it protects. It is made at the first start, readable by its owner alone; keep a copy with the backups' keys, not with the backups.

\`\`\`json
{ "cookieSecret": "32 characters or more", "currentCodeKey": 1, "codeKeys": { "1": "32 bytes, base64" } }
\`\`\`

\`codeKeys\` holds every key that something is still sealed with, by version; \`currentCodeKey\` seals what is new.
`
}
