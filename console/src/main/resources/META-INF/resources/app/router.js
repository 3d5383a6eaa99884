/** Addresses and pages: the history of the browser, links as ordinary links. */
import { pages } from './pages.js';
import { keepScroll } from './scroll.js';

/** Tells with `change` that another page or another query is shown. */
export const routes = new EventTarget();

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
export function navigate(path, { replace = false } = {}) {
  keepScroll();
  history[replace ? 'replaceState' : 'pushState'](replace ? history.state : {}, '', path);
  routes.dispatchEvent(new Event('change'));
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

addEventListener('popstate', () => routes.dispatchEvent(new Event('change')));

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
