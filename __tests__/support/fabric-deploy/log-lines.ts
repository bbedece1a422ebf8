// Log lines that tests wait for; each is the constant part.

export const PREFLIGHT_DONE = 'Inspected'
export const OLD_STOPS = 'web: stopping the old container'
export const NEW_STARTED = 'web: the new container has started'
export const NEW_SERVES = 'web: the new container is in service'
export const WAITING_FOR_LOCK = 'Waiting for the lock'
export const PROXY_SWITCHES = 'the proxy switches to the new container'
