// Fakes the Python of a virtual environment. Arguments: the environment's folder, then those of `python`.
import { serveAws } from './aws-server.ts'
import { zappaUpdate } from './update-command.ts'

const [environment = '', ...args] = process.argv.slice(2)
const command = args[args.findIndex((one) => one.endsWith('/bin/zappa')) + 1]
if (args.some((one) => one.endsWith('/python/aws_server.py'))) await serveAws(environment)
else if (command === 'update') process.exitCode = zappaUpdate(environment, process.cwd())
else throw new Error(`the fake can't do ${args.join(' ')}`)
