// What stops the reading of a Dockerfile. Pure.

/** What BuildKit refuses. The line is added by whoever knows it. */
export class Invalid extends Error {}
