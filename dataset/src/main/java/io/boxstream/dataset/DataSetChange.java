package io.boxstream.dataset;

import java.util.Optional;

/**
 * A change of the data set by a record, with its offset.
 *
 * @param partition of the record
 * @param offset of the record
 * @param id of the image that changes
 * @param image what it is from now on; empty if it is removed
 */
record DataSetChange(int partition, long offset, String id, Optional<IndexedImage> image) {}
