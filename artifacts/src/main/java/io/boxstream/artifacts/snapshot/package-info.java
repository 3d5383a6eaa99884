/** Data sets at one moment, under the hash of their bytes. */
package io.boxstream.artifacts.snapshot;
