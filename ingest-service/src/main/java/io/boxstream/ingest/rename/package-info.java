/**
 * Renames classes over all images of the data set, in the background. A rename continues after a
 * restart and waits while the broker or the store is unavailable.
 */
package io.boxstream.ingest.rename;
