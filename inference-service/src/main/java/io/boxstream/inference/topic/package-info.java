/** Topics: requests in, detections out, and the notification that a new model was promoted. */
package io.boxstream.inference.topic;
