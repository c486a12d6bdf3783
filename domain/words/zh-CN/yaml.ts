/** What can be wrong with the settings at the head of a file, by the name that the reader of YAML has for it. */
const faults: Readonly<Record<string, string>> = {
  BAD_ALIAS: '不能用 * 开头，请给内容加上英文引号',
  BAD_COLLECTION_TYPE: '列表和字段混在一起了，请对照样例',
  BAD_DQ_ESCAPE: '英文双引号里的反斜杠 \\ 不能这样用',
  BAD_INDENT: '缩进不对，同一级的行要左对齐',
  BAD_PROP_ORDER: '冒号前后的写法不对，请对照样例',
  BAD_SCALAR_START: '不能用这个符号开头，请给内容加上英文引号',
  BLOCK_AS_IMPLICIT_KEY: '一行里有两个冒号，请给冒号后面的内容加上英文引号',
  BLOCK_IN_FLOW: '大括号或方括号里不能这样换行',
  DUPLICATE_KEY: '同一个字段写了两次',
  KEY_OVER_1024_CHARS: '字段名太长，可能少了冒号',
  MISSING_CHAR: '少了引号、括号或冒号',
  MULTILINE_IMPLICIT_KEY: '字段名后面要有英文冒号和一个空格',
  MULTIPLE_ANCHORS: '不能用 & 和 * 引用',
  MULTIPLE_DOCS: '设置只能有一段',
  TAB_AS_INDENT: '缩进请用空格，不能用 Tab 键',
  UNEXPECTED_TOKEN: '有多余的符号',
};

export const yaml = { faults, alias: '不能用 & 和 * 引用别处的内容，请写全', other: '请对照样例检查缩进、冒号和引号' };
