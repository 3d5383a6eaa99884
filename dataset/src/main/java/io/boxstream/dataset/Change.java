package io.boxstream.dataset;

import java.util.Optional;

/**
 * What a record does to the data set, and where it lies.
 *
 * @param partition of the record
 * @param offset of the record
 * @param id of the picture that changes
 * @param picture what it is from now on; empty if it is removed
 */
record Change(int partition, long offset, String id, Optional<IndexedPicture> picture) {}
