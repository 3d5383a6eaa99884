/**
 * What is on the log, remembered on disk: which images with which labels, and which rejections. It
 * follows the topics, so it survives restarts and sees what other instances write; nothing in it is
 * a truth of its own.
 */
package io.boxstream.ingest.catalog;
