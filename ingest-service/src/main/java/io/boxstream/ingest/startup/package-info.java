/** What must have been there once before images are taken in: the store's bucket and the log. */
package io.boxstream.ingest.startup;
