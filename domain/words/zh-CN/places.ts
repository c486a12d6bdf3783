export const places = {
  kind: { compound: '小区', street: '沿街房屋', village: '村', worksite: '工地' },
  /** What the first part of an address is called, by kind. */
  building: { compound: '楼栋', street: '门牌号', village: '村民小组', worksite: '宿舍' },
  /** A building of which the file gives only the id. */
  named: {
    compound: (id: string) => `${id}号楼`,
    street: (id: string) => id,
    village: (id: string) => `${id}组`,
    worksite: (id: string) => `${id}号宿舍`,
  },
  everyBuilding: { compound: '所有楼栋', street: '所有门牌', village: '所有小组', worksite: '所有宿舍' },
  unit: '单元',
  room: { compound: '室号', street: '楼层或房间', village: '房间', worksite: '房间' },
  family: '户主姓氏',
  house: '门牌号',
  bed: '床位号',
  example: { unit: '只写数字，如 2', room: '如 301', family: '门牌号里有几户的，写户主的姓', house: '只写数字，如 15', bed: '如 A3' },
  door: {
    unit: (unit: string) => `${unit}单元`,
    room: (room: string) => `${room}室`,
    family: (family: string) => `${family}家`,
    house: (house: string) => `${house}号`,
    bed: (bed: string) => `${bed}号床`,
  },
  noSuchBuilding: (label: string) => `请从列表里选择${label}`,
  noSuchUnit: (units: number) => `这栋楼只有${units}个单元`,
  status: { sealed: '封控', controlled: '管控', open: '正常进出' },
  statusMeans: {
    sealed: '足不出户，服务上门',
    controlled: '不离开这一片，分批出门',
    open: '可以进出，做好防护',
  },
  point: '采样点',
  gate: '大门',
};
