/**
 * Labels as people send them, Pascal VOC XML or JSON, read into zero-based boxes that are not
 * checked against an image yet. Knows no Kafka and no HTTP.
 */
package io.boxstream.ingest.annotation;
