/** A name somebody else wrote: Hebrew, Latin or both, kept from turning the line around it. */
export function Name({ children, className }: { readonly children: string; readonly className?: string }) {
  return <bdi className={className}>{children}</bdi>;
}
