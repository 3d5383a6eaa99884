/** Content-addressed blobs: parameters, graphs, optimizer state, large pictures, curves. */
package io.boxstream.artifacts.blob;
