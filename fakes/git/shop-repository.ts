// The repository of the shop that the rehearsal deploys, as a real git repository.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { git } from './git.ts'

const CONFIGURATION = `routes:
  - { on: push, branches: [develop], environment: stage }
  - { on: push, branches: [master], environment: production }
  - { on: push, tags: [uat], environment: uat }
  - { on: pull_request, branches: [develop], environment: 'review-{number}' }
environments:
  stage: { url: 'https://stage.shop.example.org', channel: beta }
  'review-{number}': { url: 'https://review-{number}.shop.example.org' }
`

export type Shop = { readonly folder: string; readonly commit: (ref: string) => string }

/** Makes the repository: master, develop, a feature branch, and the moving tag `uat`. */
export function shopRepository(folder: string): Shop {
  mkdirSync(join(folder, '.github'))
  writeFileSync(join(folder, '.github', 'towpath.yml'), CONFIGURATION)
  git(folder, 'init', '--quiet', '--initial-branch=master')
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '--message=Route the shop')
  for (const branch of ['develop', 'feature/rotate_collage_products']) {
    git(folder, 'checkout', '--quiet', '-b', branch)
    git(folder, 'commit', '--quiet', '--allow-empty', `--message=Work on ${branch}`)
  }
  git(folder, 'tag', '--annotate', '--message=For acceptance', 'uat')
  return { folder, commit: (ref) => git(folder, 'rev-parse', `${ref}^{commit}`) }
}
