// The stable codes that zappa-update fails with, with what they mean.

export const REASONS = {
  'bad-settings': 'the settings can’t be read, or say what Zappa can’t take; the place is told',
  'no-settings': 'there is no file of settings where Zappa looks for one',
  'no-folder': 'there is no folder `directory`',
  outside: 'a path leads out of the workspace and out of the runner’s temporary folder',
  'no-stage': 'the settings have no such stage',
  'no-bucket': 'the stage has no `s3_bucket`: Zappa would make another bucket with every update',
  'no-url': '`smoke` is a path, and Zappa tells no address that it could begin at',
  'no-region': 'neither the settings nor the environment name a region',
  'region-differs':
    'the environment names another region than the settings: Zappa would split its calls over both',
  'no-profile': 'the settings name a profile that this job does not have',
  'no-django': 'commands are to run, and the stage has no `django_settings`: Zappa would run none',
  'no-requirements':
    'there is no file of requirements, it leads out of the workspace, or it can’t be read',
  'no-python': 'there is no Python that the environment can be made with',
  'no-venv': 'a virtual environment can’t be made',
  'not-installed': 'the requirements can’t be installed',
  'no-virtualenv': 'there is no virtual environment at that path',
  'no-zappa': 'the environment has no Zappa, or no boto3',
  'python-unsupported': 'this Zappa does not run on this Python',
  'runtime-differs': 'the environment has another Python than the runtime of the settings',
  'no-credentials': 'there are no credentials, or none that AWS takes',
  expired: 'the credentials have expired',
  denied: 'AWS denies what an update needs',
  unreachable: 'AWS is out of reach, or gives no answer',
  throttled: 'AWS has too many requests',
  'aws-failed': 'AWS refuses a request for another reason; it is told',
  'not-deployed': 'there is no such function, and `deploy-if-missing` is false',
  'not-restorable':
    'the code could not be put back after a failure (slim_handler); `on-failure: keep` updates all the same',
  'wrong-package': 'the function is an image and no image is given, or the other way round',
  locked: 'another run updates this function, and did not end within `lock-wait`; it is named',
  conflict: 'another update of the function is in progress, for more than a minute',
  'update-failed': 'Zappa failed; what it said is in the log',
  'not-updated': 'Zappa said that it updated the function, and the code is the same',
  'not-run':
    'AWS can’t run the function: its key, network, file systems or runtime; no command was started',
  'migration-failed': 'a management command failed; its log is shown',
  'migration-timed-out': 'a management command was ended by Lambda; `timeout_seconds` is too low',
  'migration-unknown':
    'nobody knows what became of a management command: AWS gave no answer; it is not started again',
  'smoke-failed': 'the application does not answer as it should',
  timeout: '`timeout` is over',
  cancelled: 'the run was cancelled',
  'not-restored':
    'after a failure the old code could not be put back; what serves is told as far as it is known',
  'bad-input': 'an input has a wrong value; all of them are listed',
} as const

export type Reason = keyof typeof REASONS
