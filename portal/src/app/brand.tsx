/** The flame-tree's flower: four round petals and one that stands up. */
export function Flower({ className = "size-7" }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={`fill-flower shrink-0 ${className}`}>
      <path d="M16 15C11 11 11 4 16 1c5 3 5 10 0 14Z" />
      <path d="M17 16c1-6 7-9 12-7 1 6-5 10-12 7Z" />
      <path d="M17 17c6 0 11 5 9 10-5 2-10-3-9-10Z" />
      <path d="M15 17c1 7-4 12-9 10-2-5 3-10 9-10Z" />
      <path d="M15 16C8 19 2 15 3 9c5-2 11 1 12 7Z" />
    </svg>
  );
}
