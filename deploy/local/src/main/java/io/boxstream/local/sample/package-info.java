/**
 * Makes the sample data set: drawn building sites, with people who wear a safety helmet and people
 * who do not, written as a Pascal VOC folder. Everything is drawn from one seed with Java2D, so the
 * same seed gives the same images. Knows nothing of the services.
 */
package io.boxstream.local.sample;
