/**
 * Deliveries of labelling tools: kept on disk when they are accepted, applied to the data set in
 * the background, and tried again while the tool or the log is away. Package {@code tool} knows
 * what the tools send, {@code task} what their tasks mean for the data set, {@code fetch} how
 * images are fetched.
 */
package io.boxstream.ingest.webhooks;
