export const medicine = {};
