// Invented people, at the sample town's addresses.

export const OIL = '/signups/chenjiaxiang/yanjie/supply/oil-0417';
export const MEDICINE = '/requests/chenjiaxiang/yanjie/medicine';
export const RIDE = '/requests/chenjiaxiang/yanjie/hospital-ride';
export const GUIDE = '/signups/chenjiaxiang/yanjie/post/yindao';

export const granny = { name: '陈阿婆', phone: '13800138001', building: 'panyu-301', family: '陈' };
export const neighbour = { name: '顾明远', phone: '13800138002', building: 'panyu-301', family: '顾' };
export const baker = { name: '沈大光', phone: '021-55550199', building: 'hongqiao-121', family: '沈' };
export const teacher = { name: '俞静文', phone: '13800138004', building: 'hongqiao-125', family: '俞' };

export const insulin = {
  ...granny,
  for: 'self',
  'drugs.0.name': '门冬胰岛素',
  'drugs.0.strength': '3毫升×1支',
  'drugs.0.amount': '2',
  'drugs.0.days': '2',
  'drugs.1.name': '氨氯地平',
  'drugs.1.amount': '1',
  'drugs.1.days': '9',
  card: 'ready',
  health: 'yes',
};

export const ride = {
  ...teacher,
  for: 'other',
  relation: '邻居',
  agreed: 'yes',
  health: 'yes',
  'q-reason': '透析',
  'q-hospital': '区中心医院',
  'q-date': '2022-04-18',
  'q-time': '08:30',
  'q-walking': '坐轮椅',
  'q-back': '看完打电话叫车',
  'q-companion': 'no',
  'q-note': '三楼没有电梯',
};
