/** What stands on every printed sheet. */
export const paper = {
  how: '用 A4 纸打印，或在浏览器里点“打印”存成 PDF 再发给能打印的人。办公室电脑要先加入工作台，才打得开这一页。',
  page: (page: number, pages: number) => `第${page}页，共${pages}页`,
  printed: (moment: string, who: string) => `${moment} 打印，${who}`,
  newest: '最新的名单：扫右上角',
};
