import { expect, test } from '@jest/globals'
import { deployedUrls } from '../../../kit/dokku/deployed-urls.ts'

const END = '=====> Application deployed:'

test.each([
  [
    'the URL of a push',
    [`remote: ${END}        `, 'remote:        http://shop.test        ', 'remote:'],
    ['http://shop.test'],
  ],
  [
    'several',
    [END, '       http://shop.test', '       https://shop.test:8443', ''],
    ['http://shop.test', 'https://shop.test:8443'],
  ],
  ['none', ['-----> Building', '       http://shop.test'], []],
  ['an app without a URL', [END, ''], []],
  [
    'what a build printed like it does not count',
    [END, '       http://evil.test', '-----> Releasing', END, '       http://shop.test'],
    ['http://shop.test'],
  ],
  [
    'nor what comes later',
    [END, '       http://shop.test', '-----> Hook', '       http://evil.test'],
    ['http://shop.test'],
  ],
])('%s', (_, lines, urls) => {
  expect(deployedUrls(lines)).toEqual(urls)
})
