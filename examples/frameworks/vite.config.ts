import { svelte } from '@sveltejs/vite-plugin-svelte';
import react from '@vitejs/plugin-react';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// An application has one of these plugins; the pages here share a configuration.
export default defineConfig({
  base: './',
  plugins: [react(), vue(), svelte()],
  build: {
    outDir: '../../build/frameworks',
    emptyOutDir: true,
    rolldownOptions: {
      input: ['vanilla', 'react', 'vue', 'svelte'].map((name) => `${name}/index.html`),
    },
  },
});
