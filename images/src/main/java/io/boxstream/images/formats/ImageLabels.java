package io.boxstream.images.formats;

/** Receives the labels of one image as a tool describes them. */
public interface ImageLabels {

  /** Says for which size of the image the boxes are. */
  void size(DeclaredSize size);

  /** Adds a box. */
  void add(RawBox box);

  /** Says why the labels cannot be used. The first reason counts. */
  void refuse(String reason);
}
