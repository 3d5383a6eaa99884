/** Requests to the console and, through it, to the services. */
import { session } from './session.js';
import { texts } from './texts/console.js';

/** An answer that is no success. `code` and `detail` are those of the problem; `status` is 0 without an answer. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {object} [problem] application/problem+json
   * @param {Headers} [headers]
   */
  constructor(status, problem = {}, headers = new Headers()) {
    super(problem.detail ?? problem.title ?? texts.errors.status(status));
    this.status = status;
    this.problem = problem;
    this.code = problem.code ?? '';
    this.detail = this.message;
    this.headers = headers;
  }
}

/** Requests by method. `body` is sent as JSON, unless it is a Blob, a FormData or a text. */
export const api = {
  /** @returns {Promise<any>} the answer's JSON */
  get: async (path, options) => json(await send('GET', path, undefined, options)),
  post: async (path, body, options) => json(await send('POST', path, body, options)),
  put: async (path, body, options) => json(await send('PUT', path, body, options)),
  delete: async (path, options) => json(await send('DELETE', path, undefined, options)),
  /** @returns {Promise<Response>} for answers that are no JSON, and for their headers */
  send,
  upload,
};

/**
 * An address with a query; empty values are left out.
 *
 * @param {string} path
 * @param {Record<string, unknown>} [query]
 * @returns {string}
 */
export function address(path, query = {}) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') {
      parameters.set(name, String(value));
    }
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

/** Milliseconds until a request that got no answer is sent again. */
const AGAIN_AFTER = 500;

/**
 * Sends a request.
 *
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {{query?: object, headers?: object, signal?: AbortSignal}} [options]
 * @returns {Promise<Response>} of a success
 * @throws {ApiError} otherwise
 */
async function send(method, path, body, { query, headers = {}, signal } = {}) {
  const encoded = encode(body);
  let response;
  try {
    response = await answer(address(path, query), {
      method,
      signal,
      body: encoded.body,
      headers: { Accept: 'application/json', ...encoded.headers, ...forgeryProtection(method), ...headers },
    });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new ApiError(0);
  }
  if (!response.ok) {
    throw refused(response.status, await problem(response), response.headers);
  }
  return response;
}

/** A browser drops all requests when the machine's network changes: one that only reads is sent again, once. */
async function answer(url, request) {
  try {
    return await fetch(url, request);
  } catch (failure) {
    if (request.method !== 'GET' || failure.name === 'AbortError') {
      throw failure;
    }
  }
  await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
  return fetch(url, request);
}

/**
 * Sends a file and tells how much of it has gone: `fetch` does not.
 *
 * @param {string} path
 * @param {Blob} file
 * @param {{query?: object, type?: string, signal?: AbortSignal, onProgress?: (sent: number, total: number) => void}} [options]
 * @returns {Promise<any>} the answer's JSON
 */
function upload(path, file, { query, type = file.type, signal, onProgress } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address(path, query));
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', type || 'application/octet-stream');
    Object.entries(forgeryProtection('POST')).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.addEventListener('progress', (event) => onProgress?.(event.loaded, event.total));
    request.addEventListener('load', () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        resolve(answer);
      } else {
        reject(refused(request.status, answer));
      }
    });
    request.addEventListener('error', () => reject(new ApiError(0)));
    request.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function encode(body) {
  if (body === undefined || body instanceof Blob || body instanceof FormData || typeof body === 'string') {
    return { body, headers: {} };
  }
  return { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
}

function forgeryProtection(method) {
  return method !== 'GET' && session.csrfToken ? { 'X-CSRF-Token': session.csrfToken } : {};
}

function refused(status, body, headers) {
  if (status === 401) {
    session.ended();
  }
  return new ApiError(status, body, headers);
}

async function problem(response) {
  return parsed(await response.text());
}

async function json(response) {
  return response.status === 204 ? undefined : parsed(await response.text());
}

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
