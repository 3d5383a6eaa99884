/**
 * Indexes on disk of the images, their labels and the rejections on the topics. The indexes follow
 * the topics, so they survive restarts and include the writes of other instances. The topics are
 * the source of truth.
 */
package io.boxstream.ingest.catalog;
