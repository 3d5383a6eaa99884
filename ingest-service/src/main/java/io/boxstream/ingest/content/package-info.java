/** Reads the bytes of images of the data set, from the log or from the object store. */
package io.boxstream.ingest.content;
