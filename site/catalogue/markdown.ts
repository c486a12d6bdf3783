import { tidy } from './file.ts';
import { defineHastPlugin, defineMdastPlugin, markdownToHtml } from 'satteri';

// What a committee writes is text. HTML in it is shown as typed, so that nothing can reach a page by accident or on purpose.
const htmlAsText = defineMdastPlugin({
  name: 'html-as-text',
  html(node, context) {
    if (node.value.trimStart().startsWith('<!--')) context.removeNode(node);
    else context.replaceNode(node, { type: 'text', value: node.value });
  },
});

// A number that is written down is a number to tap.
const PHONE = /(0\d{2,3}-?[2-9]\d{6,7})/;

const phonesAsLinks = defineMdastPlugin({
  name: 'phones-as-links',
  text(node, context) {
    const parts = node.value.split(PHONE);
    if (parts.length < 2 || context.parent(node)?.type === 'link') return;
    context.replaceNode(
      node,
      parts
        .filter((part) => part !== '')
        .map((part) =>
          PHONE.test(part)
            ? { type: 'link' as const, url: `tel:${part.replace('-', '')}`, children: [{ type: 'text' as const, value: part }] }
            : { type: 'text' as const, value: part },
        ),
    );
  },
});

const SAFE_LINK = /^(https?:\/\/|tel:|\/(?!\/)|#)/i;

const plainElements = defineHastPlugin({
  name: 'plain-elements',
  element: [
    {
      filter: ['a', 'img', 'input', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'th', 'td'],
      visit(node, context) {
        const { tagName, properties } = node;
        if (tagName === 'a') {
          if (!SAFE_LINK.test(String(properties['href'] ?? ''))) context.setProperty(node, 'href', undefined);
        } else if (tagName === 'img') {
          context.replaceNode(node, { type: 'text', value: String(properties['alt'] ?? '') });
        } else if (tagName === 'input') {
          context.replaceNode(node, { type: 'text', value: properties['checked'] ? '☑' : '☐' });
        } else if (tagName === 'th' || tagName === 'td') {
          // the policy allows no style attribute
          context.setProperty(node, 'style', undefined);
        } else if (tagName !== 'h4') {
          // A notice stands under its own h3 on the compound's page: its headings come below that.
          context.replaceNode(node, { ...node, tagName: 'h4' });
        }
      },
    },
  ],
});

const features = { frontmatter: false, gfm: { footnotes: false } };

// Whatever the plugins look for begins with one of these: HTML, links, pictures, boxes to tick, headings, tables, telephone
// numbers, and characters written as something else. Plain sentences and lists are drawn in a third of the time without them.
const SPECIAL = /[<&\\[|#=@]|:\/\/|www\.|0\d\d|-[ \t]*$/im;

/** A file's text as HTML that can do no harm: no raw HTML, no pictures from elsewhere, links to http, https and tel only. */
export const htmlOf = (markdown: string): string => {
  const plugins = SPECIAL.test(markdown) ? { mdastPlugins: [htmlAsText, phonesAsLinks], hastPlugins: [plainElements] } : {};
  // `&#x202e;` is such a sign too.
  return tidy(markdownToHtml(markdown, { ...plugins, features }).html).trim();
};
