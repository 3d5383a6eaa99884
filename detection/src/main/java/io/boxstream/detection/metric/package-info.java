/**
 * How good detections are, as Pascal VOC and COCO measure it: {@link
 * io.boxstream.detection.metric.VocEvaluation} and {@link
 * io.boxstream.detection.metric.CocoEvaluation} take in a data set image by image, and keep nothing
 * of it but a ranked verdict on each detection.
 */
package io.boxstream.detection.metric;
