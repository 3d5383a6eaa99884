package io.boxstream.detection.parameters;

import java.util.Map;

/**
 * The contents of a detector's file.
 *
 * @param arrays the network's arrays by structural name
 * @param anchorGrids the file's anchor arrays by structural name, each for a grid at least as large
 *     as the preset's map
 * @param anchors N×4 in centre form, in pixels of the network's input
 */
@SuppressWarnings("ArrayRecordComponent") // passed to the decoder without a copy
public record StoredDetector(
    Map<String, ParameterArray> arrays, Map<String, ParameterArray> anchorGrids, float[] anchors) {}
