/** A choice of a select or a filter: a person, a run, a hospital, a place. */
export interface Option {
  value: string;
  label: string;
}
