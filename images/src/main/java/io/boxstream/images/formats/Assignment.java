package io.boxstream.images.formats;

/**
 * What a data set says about the split of an image, in the order of processing: of two equal images
 * the first one on the log decides the split, so an image that is in a test list stays out of
 * training whatever other lists say.
 */
public enum Assignment {
  /** In the test list, or in a folder of that name. */
  TEST,
  /** In the validation list and not in the test list, or in a folder of that name. */
  VAL,
  /** In {@code train} or {@code trainval} and in neither of the above. */
  TRAIN,
  /** No list and no folder says anything: the identity of the image decides. */
  BY_IDENTITY,
  /** The data set has lists, the image is in none, and no folder says anything. */
  NOT_LISTED
}
