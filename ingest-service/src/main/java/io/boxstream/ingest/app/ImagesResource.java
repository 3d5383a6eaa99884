package io.boxstream.ingest.app;

import io.boxstream.events.ImageSource;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.TraceContext;
import io.boxstream.images.ImageLimits;
import io.boxstream.ingest.intake.Batch;
import io.boxstream.ingest.intake.ImageIntake;
import io.boxstream.ingest.intake.ImageLog;
import io.boxstream.ingest.intake.Labels;
import io.boxstream.ingest.intake.OriginalBytes;
import io.boxstream.ingest.intake.SplitAssignment;
import io.boxstream.ingest.intake.Submission;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.rest.problem.ProblemException;
import io.boxstream.rest.trace.TraceHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** Single labelled images. */
@Path("/v1/images")
@Produces(MediaType.APPLICATION_JSON)
public class ImagesResource {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  private static final String KIND = "upload";

  private final Startup startup;
  private final ImageIntake intake;
  private final ImageLog log;
  private final ImageLimits limits;

  ImagesResource(Startup startup, ImageIntake intake, ImageLog log, ImageLimits limits) {
    this.startup = startup;
    this.intake = intake;
    this.log = log;
    this.limits = limits;
  }

  /** Ingests an image and its labels. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(
      summary = "Add a labelled image to the data set",
      description =
          "Multipart form: image (JPEG, PNG, WebP, BMP or TIFF), annotation (Pascal VOC XML, or"
              + " JSON boxes) and optionally split (train, val or test). 201 when it is published,"
              + " 200 when it is a duplicate, 422 when it is in quarantine.")
  public Response create(MultipartFormDataInput form, @Context HttpServerRequest request) {
    startup.requireReady();
    return TraceContext.during(TraceHeaders.of(request), () -> take(form));
  }

  private Response take(MultipartFormDataInput form) {
    MultipartForm parts = new MultipartForm(form, limits);
    OriginalBytes original =
        parts
            .image()
            .orElseThrow(() -> ProblemException.invalidRequest("there is no part \"image\""));
    Labels labels =
        parts
            .annotation()
            .<Labels>map(Labels.Given::new)
            .orElseGet(
                () ->
                    new Labels.Absent(
                        RejectionReason.MISSING_ANNOTATION, "there is no part \"annotation\""));
    SplitAssignment placement =
        parts
            .split()
            .<SplitAssignment>map(SplitAssignment.Fixed::new)
            .orElseGet(SplitAssignment.ByIdentity::new);
    ImageSource source = new ImageSource(KIND, parts.imageName());
    return Responses.of(
        intake.take(new Submission(source, original, labels, placement), Batch.single()));
  }

  /** Removes an image from the data set. */
  @DELETE
  @Path("/{id}")
  @Operation(summary = "Remove an image from the data set with a tombstone")
  public Response delete(@PathParam("id") String id, @Context HttpServerRequest request) {
    startup.requireReady();
    boolean removed =
        ID.matcher(id).matches()
            && TraceContext.during(TraceHeaders.of(request), () -> log.remove(id));
    if (!removed) {
      throw ProblemException.of(404, "not-found", "there is no image of that id on the log");
    }
    return Response.noContent().build();
  }
}
