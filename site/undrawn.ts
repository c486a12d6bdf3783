import type { AstroIntegration } from 'astro';

// Astro takes for granted that whoever draws the pages also says what is compiled for them.
const ENTRY = { build: { rolldownOptions: { input: 'astro/entrypoints/prerender' } } };

/** Astro builds the code and draws no page: `npm run build` has them drawn as publishing does. */
export const undrawn: AstroIntegration = {
  name: 'undrawn',
  hooks: {
    'astro:config:setup': ({ updateConfig }) => {
      const plugin = { name: 'undrawn', configEnvironment: (name: string) => (name === 'prerender' ? ENTRY : undefined) };
      updateConfig({ vite: { plugins: [plugin], build: { emptyOutDir: false } } });
    },
    'astro:build:start': ({ setPrerenderer }) => setPrerenderer((astros) => ({ ...astros, getStaticPaths: async () => [] })),
  },
};
