import { zhCN } from './zh-CN/index.ts';

/** The shape every language has to fill. */
export type Words = typeof zhCN;
export { zhCN };
