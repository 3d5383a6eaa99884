/**
 * Writes the data set, or a part of it, as an archive in a format of labelling and training tools.
 * Memory does not grow with the number of images: an archive is streamed, and everything that must
 * be remembered lies in temporary files.
 */
package io.boxstream.ingest.export;
