import { describe, expect, test } from '@jest/globals'
import { parseImageName } from '../../../kit/docker/image-reference.ts'

const read = (text: string) => parseImageName(text)

describe('image names, by the lists of distribution/reference', () => {
  test.each([
    'docker/docker',
    'library/debian',
    'debian',
    'docker.io/docker/docker',
    'index.docker.io/debian',
    '127.0.0.1:5000/docker/docker',
    '192.168.0.1',
    '192.168.0.1:8/debian',
    '[fc00::1]:5000/docker',
    '[2001:db8::1]/repo',
    'docker-rules/docker',
    'docker---rules/docker',
    'dock__er/docker',
    'd/docker',
    'foo_bar.com',
    'foo/foo_bar.com',
    'localhost:8080/bar',
    'xn--n3h.com/myimage',
    'Asdf.com/foo/bar',
    'registry.io/foo/project--id.module--name.ver---sion--name',
    `${'a/'.repeat(127)}a`,
    'docker.io/1a3f5e7d9c1b3a5f7e9d1c3b5a7f9e1d3c5b7a9f1e3d5d7c9b1a3f5e7d9c1b3a',
  ])('accepts %s', (text) => {
    expect(read(text)).toMatchObject({ name: text })
  })

  test.each([
    'https://github.com/docker/docker',
    '-docker',
    '-docker/docker',
    'docker///docker',
    'docker/',
    'a//b',
    '[fc00::1]',
    '[fc00::1]:5000',
    'fc00::1:5000/debian',
    '[fe80::1%eth0]:5000/debian',
    'docker-/docker',
    '[2001:db8:3:4::192.0.2.33]:5000/debian',
    '____/____',
    '_docker/_docker',
    'dock..er/docker',
    'dock_.er/docker',
    'dock-.er/docker',
    'a___b',
    'aa/asdf$$^/aa',
    'foo.com:http/bar',
    '.docker/docker',
    'do__cker:8080/docker',
    `${'a/'.repeat(128)}a`,
    `example.com/${'a'.repeat(255)}`,
    'foo_bar.com:8080',
    'test.com:5000',
    'test:5000/repo:tag',
    `repo@sha256:${'f'.repeat(64)}`,
    ':justtag',
    'a b',
    'Localhost/App',
    'LOCALHOST/app',
    'é/x',
    '1a3f5e7d9c1b3a5f7e9d1c3b5a7f9e1d3c5b7a9f1e3d5d7c9b1a3f5e7d9c1b3a',
  ])('rejects %s', (text) => {
    expect(read(text)).toHaveProperty('problem')
  })

  test('the first part is a registry only with a dot, with a colon, or as localhost; paths become lower case', () => {
    expect(read('Acme/App')).toMatchObject({
      name: 'acme/app',
      lowered: true,
      canonical: 'docker.io/acme/app',
    })
    expect(read('GHCR.io/Acme/App')).toMatchObject({
      name: 'GHCR.io/acme/app',
      canonical: 'ghcr.io/acme/app',
    })
    expect(read('index.docker.io/app')).toMatchObject({ canonical: 'docker.io/library/app' })
  })
})
