/** Topics: requests in, detections out, and the notice that a new model was promoted. */
package io.boxstream.inference.topic;
