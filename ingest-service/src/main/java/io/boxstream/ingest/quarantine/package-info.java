/** Resubmission of rejected images, with or without corrections. */
package io.boxstream.ingest.quarantine;
