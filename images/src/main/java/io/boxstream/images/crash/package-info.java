/**
 * Keeps an image that kills the process from being read again for ever. Knows neither decoders nor
 * services.
 */
package io.boxstream.images.crash;
