/**
 * The detection metrics of Pascal VOC and COCO: {@link io.boxstream.detection.metric.VocEvaluation}
 * and {@link io.boxstream.detection.metric.CocoEvaluation} process a data set image by image and
 * store only a ranked verdict per detection. From these verdicts follow {@link
 * io.boxstream.detection.metric.F1Curve} and {@link
 * io.boxstream.detection.metric.ReliabilityDiagram}.
 */
package io.boxstream.detection.metric;
