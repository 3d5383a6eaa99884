/**
 * Zips of data sets: which names are safe, how much a zip may hold. Nothing is ever extracted to a
 * path that a zip names.
 */
package io.boxstream.ingest.archive;
