// Sends trigger's requests to GitHub: readings until the limit, starts once.

import { UserError } from '../../../../kit/action/user-error.ts'
import { GitHubError } from '../../../../kit/github/github-error.ts'
import { type Answer, checked, malformed } from '../../../../kit/github/requests.ts'
import type { Task } from '../../../../kit/github/response-error.ts'
import { type Patience, persistently, type Request } from '../../../../kit/github/retry.ts'
import { isTimeout } from '../../../../kit/http/http-failure.ts'
import { startedRunOf } from '../github-answers.ts'
import { explained, mayHaveTakenEffect, refusesDetails } from '../github-refusal.ts'
import type { Limits, Start } from '../workflows-api.ts'

export type RequestOptions = Pick<Patience, 'clock' | 'random' | 'onPause'> & {
  /** The shortest time between two attempts: milliseconds. */
  readonly poll: number
}

/** Sends a request once; `more` is for the toolkit's client. */
type Send = (more: {
  readonly request: { readonly signal: AbortSignal }
}) => Promise<Answer<unknown>>

/** Returns what an answer says; undefined if GitHub would not send it. */
type Read<T> = (answer: Answer<unknown>) => T | undefined

export type WorkflowRequests = {
  /** Asks until the answer is as GitHub describes it, or the limit is reached. Throws a UserError. */
  ask<T>(
    request: Request,
    send: Send,
    read: Read<T>,
    limits: Limits,
    more?: Partial<Patience>,
  ): Promise<T>
  /** Starts something once. Throws a UserError if it was refused. */
  start(task: Task, send: Send, limits: Limits): Promise<Start>
}

export function workflowRequests({ poll, ...options }: RequestOptions): WorkflowRequests {
  const persist = async <T>(
    request: Request,
    send: Send,
    read: Read<T>,
    { until, signal, grace = signal }: Limits,
    more: Partial<Patience> = {},
  ): Promise<T> => {
    const limit = until - options.clock.now()
    const maxAttempts = Number.POSITIVE_INFINITY
    const patience = { ...options, signal, limit, shortestPause: poll, maxAttempts, ...more }
    const attempt = async (): Promise<T> => {
      const answer = await send({ request: { signal: grace } }).catch((error: unknown) => {
        // Octokit can't show a failure whose JSON is nested very deeply.
        if (!(error instanceof RangeError)) throw error
        throw malformed(request.name, 0, 'the answer is not one of its API')
      })
      // GitHub may leave the body of "accepted" empty.
      const found = read(answer.status === 202 ? answer : checked(request, answer))
      if (found !== undefined) return found
      throw malformed(request.name, answer.status, 'the answer is not one of its API')
    }
    if (signal.aborted) throw ended(request, signal)
    return persistently(request, attempt, patience)
  }
  return {
    async ask(request, send, read, limits, more) {
      try {
        return await persist(request, send, read, limits, more)
      } catch (error) {
        throw forUser(error, request, limits)
      }
    },
    async start(task, send, limits) {
      try {
        return await persist({ ...task, isRepeatable: false }, send, startOf, limits)
      } catch (error) {
        if (error instanceof GitHubError && refusesDetails(error))
          return { kind: 'details-refused' }
        if (error instanceof GitHubError && mayHaveTakenEffect(error))
          return { kind: 'unknown', why: error.message }
        throw forUser(error, task, limits)
      }
    },
  }
}

const startOf: Read<Start> = ({ status, data }) => {
  const run = startedRunOf(data)
  return run || status === 204 ? { kind: 'started', run } : undefined
}

/** A request that was cancelled has failed as well. */
function forUser(error: unknown, task: Task, { signal }: Limits): unknown {
  if (!(error instanceof GitHubError)) return error
  const isCancelled = signal.aborted && !isTimeLimit(signal) && error.status !== 409
  return isCancelled ? ended(task, signal) : explained(error, task)
}

/** Returns the error of a request that its signal ended. */
const ended = ({ name }: Task, signal: AbortSignal): UserError =>
  isTimeLimit(signal)
    ? new UserError('unreachable', `No time was left to ask GitHub to ${name}`)
    : new UserError('cancelled', `The run was cancelled while GitHub was asked to ${name}`)

/** Whether a signal means that the time is up, and not that the step was cancelled. */
const isTimeLimit = ({ reason }: AbortSignal): boolean => isTimeout(reason)
