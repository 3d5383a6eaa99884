package io.boxstream.images.formats;

import java.util.ArrayList;
import java.util.List;

/** The labels of one image in memory. */
public final class CollectedLabels implements ImageLabels {

  private final List<RawBox> boxes = new ArrayList<>();
  private DeclaredSize size;
  private String refusal;

  /**
   * @param size of the image, as far as it is known in advance
   */
  public CollectedLabels(DeclaredSize size) {
    this.size = size;
  }

  @Override
  public void size(DeclaredSize declared) {
    size = declared;
  }

  @Override
  public void add(RawBox box) {
    boxes.add(box);
    if (boxes.size() > BoxIndex.MAX_BOXES) {
      refuse("there are more than " + BoxIndex.MAX_BOXES + " objects");
    }
  }

  @Override
  public void refuse(String reason) {
    if (refusal == null) {
      refusal = reason;
    }
  }

  /**
   * The boxes.
   *
   * @throws MalformedAnnotationException if the labels were refused
   */
  public Annotation annotation() {
    if (refusal != null) {
      throw new MalformedAnnotationException(refusal);
    }
    return new Annotation(size, boxes);
  }
}
