import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// CONTENTION_STATIC lets `make frontend-check` build next to the shipped files without touching them.
const outDir = process.env.CONTENTION_STATIC ?? '../src/contention/workbench/static'

export default defineConfig({
  plugins: [svelte()],
  base: '/',
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // a data: address would need an exception in the content security policy
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2500,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: process.env.CONTENTION_API ?? 'http://127.0.0.1:8765' } },
  },
})
