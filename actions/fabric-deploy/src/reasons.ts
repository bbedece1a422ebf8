// The stable reason codes of fabric-deploy, with their meanings.

import { ACTION_REASONS } from '../../../kit/action/reasons.ts'
import { SSH_REASONS } from '../../../kit/ssh/reasons.ts'

export const REASONS = {
  ...SSH_REASONS,
  'forwarding-refused': 'the gateway does not allow connections to a host through it',
  'no-shell': 'a host can\u2019t run a shell script',
  'no-folder': 'a host\u2019s user can\u2019t write to its home folder',
  'docker-missing': 'a host has no docker command',
  'docker-denied': 'a host\u2019s user may not use docker',
  'docker-down': 'the docker daemon of a host does not answer',
  'docker-version': 'the docker command and the docker daemon of a host don\u2019t work together',
  'disk-full': 'a host has no space left for images',
  'env-file': 'an env-file is missing or can\u2019t be read',
  'no-http-client': 'a host has neither curl, wget nor python3 for an HTTP check',
  'port-taken':
    'a port of a service or of the proxy is used by something that this deployment does not replace: another container, Kamal\u2019s proxy, or a program',
  'host-taken': 'another route of the proxy already has the host and the path of a service',
  'network-missing': 'a docker network that a service needs does not exist on a host',
  'registry-refused': 'the registry refused the login or the image',
  'registry-unreachable': 'the registry does not answer',
  'tag-missing': 'the registry has no such tag',
  'pull-failed': 'docker pull failed for another reason; its message is shown',
  'create-failed': 'docker refused a container before anything was switched; its message is shown',
  'before-failed':
    'the `before` command failed or took too long, so nothing was switched; `code` in the output `hosts` is its exit code',
  'before-unknown':
    'it is not known whether the `before` command has ended, so nothing was switched',
  preflight: 'hosts have different problems; all are listed',
  locked: 'another run holds the lock',
  'stop-failed':
    'the old container could not be stopped; behind the proxy, the new one is in service',
  'start-failed': 'the new container could not be started',
  exited: 'the new container exited',
  unhealthy: 'the new container did not become healthy in time, or its HEALTHCHECK failed',
  'no-healthcheck': '`docker: true` is configured for an image without a HEALTHCHECK',
  'proxy-failed': 'the proxy did not start, or did not switch to a container; its output is shown',
  'not-restored': 'a host could not be rolled back to its previous containers',
  'script-failed': 'a script on a host failed unexpectedly',
  timeout: 'something took longer than its time limit',
  ended: 'a script was stopped halfway, because the run is over',
  'not-kept': 'the release to roll back to is not kept on every host',
  'nothing-runs': 'nothing of the environment is running, so there is no last deployment to undo',
  'bad-tasks': '`tasks` can\u2019t be split into words',
  'no-tasks': '`tasks` calls no task',
  'unknown-task': 'the fabfile has no such task',
  'unknown-parameter': 'a task has no such parameter',
  'missing-parameter': 'a required parameter of a task is missing',
  'bad-value': 'a parameter does not accept this value',
  'fabric-1-option':
    '`tasks` has an option of Fabric 1, or of Fabric itself; the message says what to write',
  'no-fabfile': 'there is no fabfile',
  'bad-fabfile': 'the fabfile can\u2019t be loaded; the end of its traceback is shown',
  'fabfile-of-fabric-1': 'the fabfile was written for Fabric 1',
  'bad-version': '`fabric-version` is not a version of Fabric 2 or 3',
  'no-python': 'no Python that Fabric supports was found',
  'no-venv': 'Python can\u2019t create a virtual environment',
  'no-requirements':
    'the requirements file does not exist, is outside of the workspace, or can\u2019t be read',
  'requirements-conflict':
    'the requirements need another version of Fabric, or of one of its packages, than is installed',
  'not-installed': 'Fabric or the requirements could not be installed, or Fabric does not start',
  'no-hosts': 'the tasks have no hosts, and Fabric would run them on the runner itself',
  unguarded: 'host keys can\u2019t be enforced with this version of Fabric',
  'connection-lost': 'the connection was lost while a task was running',
  'sudo-password': 'sudo did not accept the password, or none was given',
  'task-failed': 'a task failed; `code` in the output `hosts` is its exit code',
  'bad-config': 'the configuration file has mistakes; all are listed',
  'config-missing': 'the configuration file does not exist',
  'config-unreadable': 'the configuration file can\u2019t be read, or is outside the workspace',
  ...ACTION_REASONS,
} as const
