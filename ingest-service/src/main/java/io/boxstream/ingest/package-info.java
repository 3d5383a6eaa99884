/**
 * Labelled images in: validation, identity, split, publication, quarantine.
 *
 * <p>Packages are ideas: {@code annotation} reads labels, {@code archive} reads zips of Pascal VOC
 * folders, {@code intake} takes one image, {@code catalog} remembers what is on the log, {@code
 * quarantine} keeps what was refused, {@code imports} runs archives in the background. Only {@code
 * app} knows Quarkus and Jakarta. Nothing here knows models.
 */
package io.boxstream.ingest;
