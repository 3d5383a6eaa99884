/** Waits at startup for the store's bucket and the topics. */
package io.boxstream.ingest.startup;
