/** The disk of the work directory: what a full one means, and how the index waits for room. */
package io.boxstream.ingest.disk;
