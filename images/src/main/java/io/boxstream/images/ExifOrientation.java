package io.boxstream.images;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;

/** Reads the orientation from an EXIF block. */
final class ExifOrientation {

  private ExifOrientation() {}

  /**
   * The orientation that the block names. A block that cannot be read names none: an image is not
   * lost over its camera's notes.
   *
   * @param tiff the block, from its byte order mark on
   */
  static Orientation read(byte[] tiff) {
    Metadata metadata = new Metadata();
    try {
      new ExifReader().extract(new ByteArrayReader(tiff), metadata, 0);
    } catch (RuntimeException e) {
      return Orientation.UPRIGHT;
    }
    ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer value =
        directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return value == null ? Orientation.UPRIGHT : Orientation.ofExif(value);
  }
}
