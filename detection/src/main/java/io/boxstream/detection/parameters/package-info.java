/**
 * Networks' arrays outside the engine: MXNet's {@code .params} files read and written without it,
 * safetensors files read, and the names under which GluonCV stores a detector's arrays, torchvision
 * and timm those of a base network. Files are untrusted: nothing is allocated on the word of a
 * header.
 */
package io.boxstream.detection.parameters;
