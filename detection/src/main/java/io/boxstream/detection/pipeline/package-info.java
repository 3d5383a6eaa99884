/**
 * Labelled images made into training batches, ahead of the engine. Knows no engine, log or storage.
 */
package io.boxstream.detection.pipeline;
