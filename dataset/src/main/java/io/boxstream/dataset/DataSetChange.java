package io.boxstream.dataset;

import java.util.Optional;

/**
 * What a record does to the data set, and where it lies.
 *
 * @param partition of the record
 * @param offset of the record
 * @param id of the image that changes
 * @param image what it is from now on; empty if it is removed
 */
record DataSetChange(int partition, long offset, String id, Optional<IndexedImage> image) {}
