/**
 * Zips of Pascal VOC folders: which names are safe, how much a zip may hold, which image belongs to
 * which annotation and which split. Nothing is ever extracted to a path that a zip names.
 */
package io.boxstream.ingest.archive;
