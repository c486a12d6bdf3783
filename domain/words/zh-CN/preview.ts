/** The preview of a branch, before it is published. */
export const preview = {
  title: '预览',
  banner: (branch: string) => `预览：分支“${branch}”，还没有发布。表单交不了。`,
  published: (branch: string) => `预览：分支“${branch}”，正在发布的就是它。表单交不了。`,
  faults: (count: number) => `有${count}处要改：`,
  current: '正在发布的分支',
  none: '没有别的分支。推送一个分支，就能在这里看到它的样子。',
  branches: '打开一个分支，看它发布以后的样子：',
  noForms: '这是预览，表单交不了。请返回上一页。',
  failed: (reason: string) => `这个分支画不出来：${reason}`,
};
