/** Content-addressed blobs: parameters, graphs, optimizer state, large images, curves. */
package io.boxstream.artifacts.blob;
