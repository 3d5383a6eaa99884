package io.boxstream.detection.parameters;

import java.util.Map;

/**
 * What a file says of a detector.
 *
 * @param arrays the network's arrays by structural name
 * @param anchorGrids the file's arrays of anchors by structural name, each for a map at least as
 *     large as the preset's
 * @param anchors N×4 in centre form, in pixels of the network's input
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to the decoder as they are
public record StoredDetector(
    Map<String, ParameterArray> arrays, Map<String, ParameterArray> anchorGrids, float[] anchors) {}
