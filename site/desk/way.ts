/** A way to another page, as a filter or a choice shows it. */
export interface Way {
  href: string;
  title: string;
  count?: number | undefined;
  current?: boolean | undefined;
}
