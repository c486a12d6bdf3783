import { micromark } from 'micromark';

const SAFE_LINK = /^(https?:\/\/|tel:|\/(?!\/)|#)/i;

/**
 * A text as the preview shows it. The site's own renderer does not run in a Worker; this one says the same of what a committee
 * writes: HTML is shown as typed, a picture is its words, links lead to http, https and tel only.
 */
export const previewHtml = (markdown: string): string =>
  micromark(markdown, { allowDangerousProtocol: true })
    .replace(/<a href="([^"]*)"/g, (whole, address: string) => (SAFE_LINK.test(address) ? whole : '<a'))
    .replace(/<img [^>]*alt="([^"]*)"[^>]*>/g, '$1')
    .replace(/<(\/?)h[1-6]>/g, '<$1h4>')
    .trim();
