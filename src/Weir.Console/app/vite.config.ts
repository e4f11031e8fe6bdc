import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { brotli } from './build/brotli.ts';

export default defineConfig({
  base: '/console/',
  plugins: [react(), brotli()],
  build: { target: 'es2023', sourcemap: false, modulePreload: { polyfill: false }, assetsInlineLimit: 0, chunkSizeWarningLimit: 800 },
  // With `npm run dev`, the API is that of a gateway on its usual port.
  server: { proxy: { '/admin': 'http://127.0.0.1:9347', '/console/session': 'http://127.0.0.1:9347' } },
});
