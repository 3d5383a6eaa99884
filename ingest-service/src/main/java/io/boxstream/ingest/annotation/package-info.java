/**
 * Reads annotations, Pascal VOC XML or JSON, into zero-based boxes. The boxes are not checked
 * against an image here. Independent of Kafka and HTTP.
 */
package io.boxstream.ingest.annotation;
