/**
 * Clients that are slow: bodies that hardly come, answers that are hardly taken, heads that are
 * never complete. They hold no worker, and are cut off.
 */
package io.boxstream.rest.client;
