import { expect, test } from '@jest/globals'
import { repositoryAt } from '../../../kit/github/repository-address.ts'

const GITHUB = 'https://github.com'

test.each([
  ['https://github.com/octo/shop', GITHUB],
  ['https://github.com/octo/shop.git', GITHUB],
  ['https://GitHub.com/octo/shop.git/', GITHUB],
  ['https://x-access-token:secret@github.com/octo/shop', GITHUB],
  ['git@github.com:octo/shop.git', GITHUB],
  ['github.com:/octo/shop', GITHUB],
  ['ssh://git@github.com/octo/shop.git', GITHUB],
  ['ssh://git@ssh.github.com:443/octo/shop.git', GITHUB],
  ['https://git.example.org:8443/octo/shop', 'https://git.example.org:8443'],
  ['ssh://git@git.example.org:2222/octo/shop', 'https://git.example.org:8443'],
  ['https://tenant.ghe.com/octo/shop', 'https://tenant.ghe.com'],
])('%s at %s', (address, server) => {
  expect(repositoryAt(address, server)).toEqual({ owner: 'octo', name: 'shop' })
})

test.each([
  ['https://gitlab.com/octo/shop', GITHUB],
  ['https://github.com.example.org/octo/shop', GITHUB],
  ['https://example.org/github.com/octo/shop', GITHUB],
  ['https://github.com@example.org/octo/shop', GITHUB],
  ['git@example.org:octo/shop', GITHUB],
  // A login for HTTPS does not go out unencrypted, nor to another port.
  ['http://github.com/octo/shop', GITHUB],
  ['https://github.com:8443/octo/shop', GITHUB],
  ['https://github.com/octo', GITHUB],
  ['https://github.com/octo/shop/extra', GITHUB],
  ['/srv/git/octo/shop.git', GITHUB],
  ['file:///srv/octo/shop', GITHUB],
  ['git://github.com/octo/shop', GITHUB],
  ['', GITHUB],
  ['https://github.com/octo/shop', ''],
])('%s is not a repository of %j', (address, server) => {
  expect(repositoryAt(address, server)).toBeUndefined()
})
