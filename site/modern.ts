import type { Plugin } from 'vite';

/**
 * Compiles what runs on this machine for this machine: spelt out for Chrome 80 the renderer takes a fifth longer. Set at last, for
 * targets that are set before are added to one another.
 * @param name what is compiled so: `ssr` is the Worker where there is one, `prerender` what draws the pages of a build
 */
export const modern = (name: 'ssr' | 'prerender'): Plugin => ({
  name: 'modern',
  configResolved: ({ environments }) => {
    const environment = environments[name];
    if (environment) environment.build.target = 'node24';
  },
});
