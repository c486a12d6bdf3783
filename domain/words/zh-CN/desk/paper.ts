/** What stands on every printed sheet. */
export const paper = {
  how: '用 A4 纸打印。手机上不能打印的，把这一页的地址发到办公室电脑上打开。',
  page: (page: number, pages: number) => `第${page}页，共${pages}页`,
  printed: (moment: string, who: string) => `${moment} 打印，${who}`,
  newest: '最新的名单：扫右上角',
};
