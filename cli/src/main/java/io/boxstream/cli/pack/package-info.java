/** Data on disk as a stream that a service can import: an archive as it is, a folder packed. */
package io.boxstream.cli.pack;
