/**
 * Open Inference Protocol, version 2: requests and answers as bytes, JSON with binary tensors
 * behind it. Turns tensors into the images that the pipeline takes, and its answers into tensors.
 * Knows neither HTTP nor the pipeline.
 */
package io.boxstream.inference.protocol;
