// What stands in for the Python of a virtual environment: the environment's folder, then the arguments of `python`.
import { serveAws } from './serve.ts'
import { zappaUpdate } from './zappa.ts'

const [environment = '', ...args] = process.argv.slice(2)
const command = args[args.findIndex((one) => one.endsWith('/bin/zappa')) + 1]
if (args.some((one) => one.endsWith('/python/aws_server.py'))) await serveAws(environment)
else if (command === 'update') process.exitCode = zappaUpdate(environment, process.cwd())
else throw new Error(`the stand-in can't do ${args.join(' ')}`)
