/** A request that is likely the same. */
export interface TwinLine {
  id: string;
  tag: string;
  title: string;
  door: string;
  name: string;
  moment: string;
  state: string;
  owner?: string | undefined;
  open: boolean;
  alike: readonly string[];
}
