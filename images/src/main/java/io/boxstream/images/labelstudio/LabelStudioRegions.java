package io.boxstream.images.labelstudio;

import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.CollectedLabels;
import io.boxstream.images.formats.DeclaredSize;
import java.util.List;

/** The regions of one annotation of Label Studio, by the rules of {@link LabelStudioFormat}. */
public final class LabelStudioRegions {

  private LabelStudioRegions() {}

  /**
   * Converts regions to boxes.
   *
   * @param result the annotation's {@code result}, as {@link io.boxstream.images.formats.JsonTree}
   *     reads it
   * @throws io.boxstream.images.formats.MalformedAnnotationException if a region cannot become a
   *     box
   */
  public static Annotation read(List<?> result) {
    CollectedLabels labels = new CollectedLabels(DeclaredSize.UNKNOWN);
    new RegionReader(labels).read(result);
    return labels.annotation();
  }
}
