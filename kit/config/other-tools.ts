// What to write instead of keys of docker compose and Kamal. Pure.

/** For keys of a service. */
export const SERVICE_KEYS: Readonly<Record<string, string>> = {
  build: 'build and push the image before the deployment',
  cmd: 'write "command"',
  deploy: 'write "memory" and "cpus", and "batch" and "pause" of the environment',
  depends_on: 'a host starts its services in the order of this file',
  env: 'put the variables into a file on the host, the "env-file"',
  environment: 'put the variables into a file on the host, the "env-file"',
  healthcheck: 'write "healthy"',
  host: 'the hosts are in the environment, by role',
  hosts: 'the hosts are in the environment, by role',
  mem_limit: 'write "memory"',
  options: "docker's options are keys of the service",
  stop_grace_period: 'write "stop-grace"',
  stop_timeout: 'write "stop-grace"',
}

/** For keys of a service's `proxy`. */
export const ROUTE_KEYS: Readonly<Record<string, string>> = {
  app_port: 'write "port"',
  healthcheck: 'write "healthy" of the service',
  path_prefixes: 'write "path-prefix", which is one path',
  run: 'write "proxy" of the environment',
  ssl: 'write "tls"',
}
