package io.boxstream.detection.parameters;

import java.util.Map;

/**
 * What a file says of a detector.
 *
 * @param arrays the network's arrays by structural name
 * @param anchors N×4 in centre form, in pixels of the network's input
 * @param presetAnchors whether the anchors are those of the preset
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to the decoder as they are
public record StoredDetector(
    Map<String, ParameterArray> arrays, float[] anchors, boolean presetAnchors) {}
