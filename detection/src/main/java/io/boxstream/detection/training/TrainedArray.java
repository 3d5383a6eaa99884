package io.boxstream.detection.training;

import ai.djl.ndarray.NDArray;

/**
 * An array that is trained.
 *
 * @param name its structural name
 * @param value the array
 * @param gradient where the engine writes its gradient
 * @param rate factor of the learning rate
 */
record TrainedArray(String name, NDArray value, NDArray gradient, double rate) {}
