/**
 * Watches whether the traffic is distributed like the validation images of the models that serve.
 * It decides by {@code io.boxstream.detection.drift} and knows no topics.
 */
package io.boxstream.inference.drift;
