/** A reason not to start that the person at the terminal can mend. Its message is the whole sentence they read. */
export class StartFault extends Error {
  override readonly name = 'StartFault'
}
