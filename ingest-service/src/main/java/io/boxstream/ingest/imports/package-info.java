/**
 * Imports archives in the background. Archives are kept on disk until they are done, processed by a
 * bounded number of threads and resumed after a restart. Imports wait while the broker or the store
 * is unavailable.
 */
package io.boxstream.ingest.imports;
