import { startEmbedded } from '../embedded/start.ts'

/** A portal of its own for a test to kill, with the settings of every day: starts the server, says where it is, and waits. */
const dataDir = process.argv[2] ?? ''
const server = await startEmbedded({ dataDir, log: () => undefined })
process.stdout.write(`${server.url}\n`)
setInterval(() => undefined, 60_000)
