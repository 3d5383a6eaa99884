/**
 * Networks' arrays outside the engine: MXNet's {@code .params} files read and written without it,
 * and the names under which GluonCV stores a detector's arrays. Files are untrusted: nothing is
 * allocated on the word of a header.
 */
package io.boxstream.detection.parameters;
