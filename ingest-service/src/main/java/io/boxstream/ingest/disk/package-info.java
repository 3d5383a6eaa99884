/**
 * The disk of the work directory: detection of a full disk, and index writes that wait for space.
 */
package io.boxstream.ingest.disk;
