/** The whole vocabulary of what becomes of a sign-up, a request and a drug, and what the resident is told. */
export const status = {
  signup: {
    booked: '已登记', cancelled: '已取消', collected: '已领取', proxied: '已由他人代领', absent: '未到', refused: '放弃领取',
  },
  request: {
    received: '已收到', taken: '有人在办', carded: '医保卡已取走', scheduled: '已排好去办的日子', waiting: '在等', bought: '已办到，正在送',
    delivered: '已送到', done: '已办结', unmet: '没办成', cancelled: '已取消',
  },
  requestNext: {
    received: '办事的人会打电话给您，请留意接听。',
    taken: '正在办，请留意接听电话。',
    carded: '带着医保卡去医院配药，办好后连卡一起送回。',
    scheduled: '按排好的日子去办，请留意接听电话。',
    waiting: '暂时缺货或在等消息，还在想办法，请留意接听电话。',
    bought: '东西已经在手里，会送到您门口。',
    delivered: '已经送到。如果没有收到，请马上打电话。',
    done: '这件事已经办完。',
    unmet: '这次没有办成，请打电话问一问还能怎么办。',
    cancelled: '已按您的要求取消。',
  },
  item: {
    open: '还没办', bought: '已配到', part: '配到一部分', missing: '这家医院没有', substitute: '换了别的药', looking: '还在找', cancelled: '不要了',
  },
  queue: { common: '常用药', special: '特殊药' },
  actor: { resident: '居民', staff: '工作人员', head: '楼组长', system: '系统' },
  source: { web: '网页', phone: '电话', paper: '纸面' },
};
