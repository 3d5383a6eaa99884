/**
 * Converts labelled images to training batches, ahead of the engine. Does not depend on the engine,
 * the log or the storage.
 */
package io.boxstream.detection.pipeline;
