/** What whoever pushes content is told. */
export const pushing = {
  refused: (count: number) => `没有收下：有${count}处要改。改好了再提交、再推送一次。`,
  anyway: '急着发别的、来不及改：git push -o anyway（有错的文件先放一边，其余照常发布）',
  accepted: (count: number) => `收下了，但有${count}处要改：有错的文件先放一边，页面上还是它上一次的内容。`,
  more: (count: number) => `还有${count}处，改好上面的再看。`,
  noDeleting: (branch: string) => `没有收下：${branch} 是正在发布的分支，不能删除。`,
  noRewriting: (branch: string) =>
    `没有收下：这样推送会抹掉 ${branch} 上别人已经发布的内容。请先 git pull 再推送；要收回已经发布的内容，用 git revert。`,
  noTown: '没有收下：里面一个居委会也没有，发布了首页就空了。',
  unchecked: (reason: string) => `内容没能检查（${reason}），先收下了；有错的文件会放一边，不影响其余。`,
};
