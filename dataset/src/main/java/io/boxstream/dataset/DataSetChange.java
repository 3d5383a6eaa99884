package io.boxstream.dataset;

import java.util.Optional;

/**
 * A change of the data set, with the position of its record.
 *
 * @param partition of the record
 * @param offset of the record
 * @param id id of the image that changes
 * @param image the new state of the image; empty if it is removed
 */
record DataSetChange(int partition, long offset, String id, Optional<IndexedImage> image) {}
