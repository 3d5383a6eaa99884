/**
 * What the tasks of labelling tools mean for the data set: which image a task shows, which labels
 * its annotations give it, and when they are taken back.
 */
package io.boxstream.ingest.webhooks.task;
