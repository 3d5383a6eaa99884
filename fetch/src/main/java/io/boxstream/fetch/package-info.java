/**
 * Fetches what clients refer to, from hosts that the configuration allows and from addresses that
 * were checked. Nothing else of a service connects to an address that a client names.
 */
package io.boxstream.fetch;
