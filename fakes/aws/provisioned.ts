// Provisioned concurrency of published versions, which moto lacks. It is ready at the second request.
import { type Body, bodyOf } from './lambda-request.ts'
import { type Answer, errorAnswer, json, type Request } from './request.ts'

export type Provisioned = {
  /** Answers a request for the capacity of an existing version. */
  answer(request: Request, name: string, version: string): Answer
  /** Returns the capacity by version. */
  of(name: string): Record<string, number>
  reset(): void
}

export function provisioned(): Provisioned {
  const amounts = new Map<string, Map<string, number>>()
  const described = (amount: number, ready: number, Status: string): Body => ({
    RequestedProvisionedConcurrentExecutions: amount,
    AvailableProvisionedConcurrentExecutions: ready,
    AllocatedProvisionedConcurrentExecutions: ready,
    Status,
    LastModified: new Date().toISOString().replace('Z', '+0000'),
  })
  return {
    answer(request, name, version) {
      const no = (status: number, code: string, message: string): Answer =>
        errorAnswer(request, { status, code, message })
      const own = amounts.get(name) ?? new Map<string, number>()
      amounts.set(name, own)
      const amount = own.get(version)
      switch (request.operation) {
        case 'PutProvisionedConcurrencyConfig': {
          if (!/^\d+$/.test(version)) {
            const what =
              'Provisioned Concurrency Configs cannot be applied to unpublished function versions.'
            return no(400, 'InvalidParameterValueException', what)
          }
          const wanted = Number(bodyOf(request)['ProvisionedConcurrentExecutions'])
          own.set(version, wanted)
          return json(202, described(wanted, 0, 'IN_PROGRESS'))
        }
        case 'DeleteProvisionedConcurrencyConfig':
          if (own.delete(version)) return { status: 204 }
          return no(404, 'ResourceNotFoundException', 'No Provisioned Concurrency Config found')
        default: {
          const what = 'No Provisioned Concurrency Config found for this function'
          if (amount === undefined)
            return no(404, 'ProvisionedConcurrencyConfigNotFoundException', what)
          return json(200, described(amount, amount, 'READY'))
        }
      }
    },
    of: (name) => Object.fromEntries(amounts.get(name) ?? []),
    reset: () => amounts.clear(),
  }
}
