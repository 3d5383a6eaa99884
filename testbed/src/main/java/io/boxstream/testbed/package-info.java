/** A real broker and a real S3 store, in process or as child processes. */
package io.boxstream.testbed;
