export type MedicinePages = Record<never, never>;
