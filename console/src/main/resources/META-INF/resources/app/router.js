/** Addresses and pages: the history of the browser, links as ordinary links. */
import { pages } from './pages.js';
import { keepScroll, restoreScroll } from './scroll.js';

/** Tells with `change` that another page or another query is shown. */
export const routes = new EventTarget();

let guard = undefined;
let position = history.state?.position ?? 0;
let shown = location.pathname;
let asking = false;
let turnedBack = undefined;

/**
 * The page of the present address.
 *
 * @returns {{page: object, parameters: Record<string, string>, query: URLSearchParams, path: string}} page is
 *     undefined if there is none
 */
export function currentRoute() {
  const { pathname, search } = location;
  const query = new URLSearchParams(search);
  for (const page of pages) {
    const match = pattern(page.path).exec(pathname);
    if (match) {
      const parameters = Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decoded(value)]));
      return { page, parameters, query, path: pathname };
    }
  }
  return { page: undefined, parameters: {}, query, path: pathname };
}

/**
 * Goes to another address of the console.
 *
 * @param {string} path with its query
 * @param {{replace?: boolean}} [options] replace: the back button skips the present address
 */
export async function navigate(path, { replace = false } = {}) {
  if (new URL(path, location.href).pathname !== shown && guard?.isUnsaved() && !(await guard.ask())) {
    return;
  }
  keepScroll();
  position += replace ? 0 : 1;
  history[replace ? 'replaceState' : 'pushState']({ ...(replace ? history.state : {}), position }, '', path);
  changed();
}

/**
 * Asks before the present page is left: by a link, by the back button, or by closing the window, where the browser asks.
 *
 * @param {() => boolean} isUnsaved whether there is something to lose
 * @param {() => Promise<boolean>} ask whether to leave
 * @returns {() => void} ends it
 */
export function guardLeaving(isUnsaved, ask) {
  const mine = { isUnsaved, ask };
  const closing = (event) => isUnsaved() && event.preventDefault();
  guard = mine;
  addEventListener('beforeunload', closing);
  return () => {
    removeEventListener('beforeunload', closing);
    guard = guard === mine ? undefined : guard;
  };
}

/**
 * Changes parts of the query of the present address without a step for the back button; empty values are removed.
 *
 * @param {Record<string, string | number | undefined>} values
 */
export function replaceQuery(values) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === '') {
      query.delete(name);
    } else {
      query.set(name, String(value));
    }
  }
  const text = query.toString();
  navigate(text ? `${location.pathname}?${text}` : location.pathname, { replace: true });
}

addEventListener('popstate', () => {
  if (location.pathname !== shown && guard?.isUnsaved()) {
    askBeforeLeaving();
  } else if (turnedBack) {
    turnedBack();
    restoreScroll();
  } else {
    position = history.state?.position ?? 0;
    changed();
  }
});

/** The back button has changed the address already: it is turned back, and only then is the person asked, once. */
async function askBeforeLeaving() {
  const steps = (history.state?.position ?? 0) - position || -1;
  history.go(-steps);
  if (asking) {
    return;
  }
  asking = true;
  await new Promise((resolve) => (turnedBack = resolve));
  turnedBack = undefined;
  const asked = guard;
  try {
    if ((await asked?.ask()) && guard === asked) {
      guard = undefined;
      history.go(steps);
    }
  } finally {
    asking = false;
  }
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  const ordinary = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !ordinary || event.defaultPrevented || link.target || link.hasAttribute('download')) {
    return;
  }
  if (link.origin === location.origin && !link.pathname.startsWith('/api/') && !link.getAttribute('href').startsWith('#')) {
    event.preventDefault();
    navigate(link.pathname + link.search);
  }
});

function changed() {
  shown = location.pathname;
  routes.dispatchEvent(new Event('change'));
}

function pattern(path) {
  return new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
