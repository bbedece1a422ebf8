process.env.TOWPATH_POST = 'true'
await import('./index.js')
