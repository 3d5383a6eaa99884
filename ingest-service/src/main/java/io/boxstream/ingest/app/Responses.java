package io.boxstream.ingest.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.events.Split;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.intake.NearDuplicate;
import io.boxstream.ingest.intake.Outcome;
import io.boxstream.rest.problem.Problem;
import io.boxstream.rest.problem.ProblemException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Maps intake outcomes to HTTP responses. */
final class Responses {

  private static final int CREATED = 201;
  private static final int OK = 200;

  private Responses() {}

  /**
   * An image in the data set.
   *
   * @param id of the image
   * @param split the image's split
   * @param outcome {@code accepted}, {@code relabelled} or {@code duplicate}
   * @param clipped number of its boxes that were clipped at the border
   * @param nearDuplicate an image that it looks nearly the same as: if {@code joined}, it was put
   *     into the split of that image; otherwise its split was named, and the two leak
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Image(
      String id, Split split, String outcome, int clipped, Optional<NearDuplicate> nearDuplicate) {}

  static Response of(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      String word = accepted.relabelled() ? "relabelled" : "accepted";
      return image(
          CREATED,
          new Image(
              accepted.id(), accepted.split(), word, accepted.clipped(), accepted.nearDuplicate()));
    }
    if (outcome instanceof Outcome.Duplicate duplicate) {
      return image(
          OK,
          new Image(
              duplicate.id(),
              duplicate.split(),
              "duplicate",
              duplicate.clipped(),
              Optional.empty()));
    }
    Outcome.Rejected rejected = (Outcome.Rejected) outcome;
    return Problem.of(Problem.UNPROCESSABLE_CONTENT, rejected.reason().code(), rejected.detail())
        .with("rejectionId", rejected.rejectionId())
        .response();
  }

  /** An image in the data set with its version as the tag. */
  static Response of(CatalogImage image, ImageCatalog catalog) {
    return Response.ok(ImageViews.withHistory(image, catalog))
        .tag(new EntityTag(image.version()))
        .build();
  }

  static ProblemException noImage() {
    return ProblemException.of(404, "not-found", "there is no image of that id on the log");
  }

  private static Response image(int status, Image image) {
    return Response.status(status).entity(image).build();
  }
}
