/**
 * The arrays of networks outside the engine: reads and writes MXNet's {@code .params} files without
 * MXNet, reads safetensors files, and maps the names under which GluonCV stores a detector's arrays
 * and torchvision and timm those of a base network. Files are untrusted: memory is never allocated
 * from the claims of a header alone.
 */
package io.boxstream.detection.parameters;
