/** Where one stands in a list of several pages. */
export interface Paging {
  total: number;
  before?: string | undefined;
  more?: string | undefined;
}
