/**
 * The way from a browser to a service and back, as the person who clicked: {@code
 * /api/<service>/v1/…} is the service's {@code /v1/…}. Bodies are streamed in both directions, as
 * fast as the slower side takes them, and never stored.
 */
package io.boxstream.console.gateway;
