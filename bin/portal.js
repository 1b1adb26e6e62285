#!/usr/bin/env node
// Runs on any Node.js from 14 on, so that an old one is told what is missing instead of failing on new syntax.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const OLDEST = 26

if (Number(process.versions.node.split('.')[0]) >= OLDEST) {
  import('../dist/main.js').catch(function (fault) {
    if (fault.code !== 'ERR_MODULE_NOT_FOUND' || existsSync(at('../dist/main.js'))) throw fault
    leave('Provider Portal is not built yet; run npm run build, or start it with npm start.')
  })
} else {
  runOnPinnedNode()
}

/** The one that npm installed beside the program. */
function runOnPinnedNode() {
  const pinned = at(process.platform === 'win32' ? '../node_modules/.bin/node.cmd' : '../node_modules/.bin/node')
  if (!existsSync(pinned)) {
    leave('Provider Portal needs Node.js 26; run it through npm (npm ci, then npm start), which brings it along.')
    return
  }
  const child = spawn(pinned, [at('../dist/main.js')].concat(process.argv.slice(2)), {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  // Ctrl-C reaches the child by itself; a service manager signals only this process.
  process.on('SIGINT', function () {})
  process.on('SIGTERM', function () {
    child.kill('SIGTERM')
  })
  child.on('exit', function (code) {
    process.exitCode = code === null ? 1 : code
  })
}

function at(path) {
  return fileURLToPath(new URL(path, import.meta.url))
}

function leave(sentence) {
  console.error(sentence)
  process.exitCode = 1
}
