/**
 * The newest detections of the topic and the images of their requests, read on demand and bounded.
 * Keys and images come from anyone who may send requests: they are data.
 */
package io.boxstream.console.detections;
