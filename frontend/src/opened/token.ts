const KEY = 'gatescope-token';
const PIECE = /(^|&)token=([\w-]+)/;

/**
 * The token that the server put into the address, for as long as the tab is open; null where no
 * server has opened anything. It leaves the address at once, so that no link carries it.
 */
export function takeToken(): string | null {
  const hash = location.hash.slice(1);
  const came = PIECE.exec(hash)?.[2] ?? null;
  if (came === null) return sessionStorage.getItem(KEY);
  sessionStorage.setItem(KEY, came);
  const rest = hash.replace(PIECE, '').replace(/^&/, '');
  history.replaceState(null, '', `${location.pathname}${location.search}${rest && `#${rest}`}`);
  return came;
}

/** Leave what was opened, for the page as it is without. */
export function leaveOpened(): void {
  sessionStorage.removeItem(KEY);
  location.assign(location.pathname);
}
