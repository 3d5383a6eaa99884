/**
 * Fetches what webhooks refer to, from hosts that the configuration allows and from addresses that
 * were checked. Nothing else of the service connects to an address that a request names.
 */
package io.boxstream.ingest.webhooks.fetch;
