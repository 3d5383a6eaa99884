/**
 * Ingestion of labelled images: validation, identity, split, publication, quarantine.
 *
 * <p>Packages: {@code annotation} reads labels, {@code archive} reads zip files of Pascal VOC
 * folders, {@code intake} ingests one image, {@code catalog} indexes the topics, {@code quarantine}
 * resubmits rejected images, {@code imports} imports archives in the background. Only {@code app}
 * depends on Quarkus and Jakarta. No package depends on models.
 */
package io.boxstream.ingest;
