// What has to be done immediately when a run is cancelled: each question to a server can take seconds, and the runner may end the step first.

/** Calls `act` when the run is cancelled, until it is disposed of. */
export function onCancel(cancel: AbortSignal, act: () => void): Disposable {
  cancel.addEventListener('abort', act, { once: true })
  return { [Symbol.dispose]: () => cancel.removeEventListener('abort', act) }
}
