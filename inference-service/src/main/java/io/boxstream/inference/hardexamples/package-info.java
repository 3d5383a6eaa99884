/**
 * Finds the images of the traffic that are worth labelling, after they were answered and off the
 * path of requests. Knows neither HTTP nor topics; memory is bounded in bytes.
 */
package io.boxstream.inference.hardexamples;
