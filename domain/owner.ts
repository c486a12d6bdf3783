import { typedIn } from './typed.ts';
import { zhCN } from './words/index.ts';

const { code, list } = typedIn(zhCN.errors);
const { content: w, errors } = zhCN;

// https://docs.github.com/repositories/…/about-code-owners, https://docs.gitea.com/usage/code-owners
const HANDLE = /^(@[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)?|[^@\s#\\]+@[^@\s#\\]+)$/;

/** Who must agree to a change of a folder, by the names that the host of the repository has for them. */
export const owners = list(code(w.owner, 80).refine((typed) => HANDLE.test(typed), errors.owner));
