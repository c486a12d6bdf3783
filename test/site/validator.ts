import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // matters of taste that the compiler decides, and telephone numbers whose parts may stand on two lines of a phone
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    'no-inline-style': 'error',
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
    'long-title': 'off',
    'tel-non-breaking': 'off',
  },
});

/** What is not valid in a page's HTML, each with its place. */
export const faultsOf = async (page: string, html: string): Promise<string[]> => {
  const { results } = await validator.validateString(html, page);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${page}:${line}:${column} ${ruleId} ${message}`),
  );
};
