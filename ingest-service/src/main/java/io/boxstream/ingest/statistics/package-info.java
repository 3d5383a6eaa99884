/**
 * Counts of the data set, kept up to date with every change of an image. Knows neither files nor
 * topics.
 */
package io.boxstream.ingest.statistics;
