/**
 * Detectors as ONNX files: the network's graph translated operator by operator, decoding and
 * non-maximum suppression in operators of ONNX, and the little of protobuf's wire format that the
 * files need. Does not use the engine.
 */
package io.boxstream.detection.onnx;
