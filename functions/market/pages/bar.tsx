/** A bar as long as a share of the longest, in thousandths: it says nothing that the figure beside it does not. */
export const Bar = ({ perThousand }: { readonly perThousand: number }) => (
  <svg class="trellis-bar" viewBox="0 0 1000 60" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect width={perThousand} height="60" />
  </svg>
);
