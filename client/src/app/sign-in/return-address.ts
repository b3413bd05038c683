/** Scheme by which a university hands students back to this page, in browsers that take it as the handler. */
export const RETURN_SCHEME = 'web+spike';

const RETURN_PATH = '/sign-in/return';

/** Whether this browser can bring a student back by itself: phones cannot, and no browser on a page without https. */
export const canBringBack = (): boolean =>
  window.isSecureContext && typeof navigator.registerProtocolHandler === 'function';

/**
 * Asks the browser to open `web+spike:` addresses here. The address comes in the fragment, which is sent to no server. A browser that has
 * been asked before does not ask again.
 */
export function becomeReturnHandler(): void {
  if (!canBringBack()) return;
  try {
    navigator.registerProtocolHandler(RETURN_SCHEME, `${window.location.origin}${RETURN_PATH}#%s`);
  } catch {
    // Then the student copies the address.
  }
}

/** The address by which this page was opened after a sign-in at the university, taken out of sight at once; `null` for all other visits. */
export function takeReturnAddress(): string | null {
  if (window.location.pathname !== RETURN_PATH) return null;
  const address = window.location.hash.slice(1);
  window.history.replaceState(null, '', '/');
  return address === '' ? null : address;
}
