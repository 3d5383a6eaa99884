/**
 * Labels as people hand them in, Pascal VOC XML or JSON, read into zero-based boxes that nobody has
 * checked against an image yet. Hostile documents end here. Knows no images, no Kafka, no HTTP.
 */
package io.boxstream.ingest.annotation;
