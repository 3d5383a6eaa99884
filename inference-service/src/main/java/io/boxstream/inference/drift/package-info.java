/**
 * Watches whether the traffic is distributed like the validation images of the model that serves.
 * It decides by {@code io.boxstream.detection.drift} and knows no topics.
 */
package io.boxstream.inference.drift;
