import { parentPort, workerData } from 'node:worker_threads'
import { extractText, getDocumentProxy } from 'unpdf'

const pdf = await getDocumentProxy(workerData instanceof Uint8Array ? workerData : new Uint8Array())
const { text } = await extractText(pdf, { mergePages: true })
parentPort?.postMessage(text)
