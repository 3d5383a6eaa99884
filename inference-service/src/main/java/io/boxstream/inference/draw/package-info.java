/**
 * Results as images: boxes, labels and scores over the image that was sent. Knows neither HTTP nor
 * the pipeline.
 */
package io.boxstream.inference.draw;
