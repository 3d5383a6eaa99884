package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.events.ImageSource;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.TraceContext;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.formats.AnnotationText;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.intake.Batch;
import io.boxstream.ingest.intake.ImageIntake;
import io.boxstream.ingest.intake.ImageLog;
import io.boxstream.ingest.intake.Labels;
import io.boxstream.ingest.intake.OriginalBytes;
import io.boxstream.ingest.intake.Relabelling;
import io.boxstream.ingest.intake.SplitAssignment;
import io.boxstream.ingest.intake.Submission;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.problem.ProblemException;
import io.boxstream.rest.trace.TraceHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** Single labelled images. */
@Path("/v1/images")
@Produces(MediaType.APPLICATION_JSON)
public class ImagesResource {

  private static final String KIND = "upload";

  private final Startup startup;
  private final ImageIntake intake;
  private final ImageLog log;
  private final Relabelling relabelling;
  private final ImageCatalog catalog;
  private final ImageLimits limits;

  ImagesResource(
      Startup startup,
      ImageIntake intake,
      ImageLog log,
      Relabelling relabelling,
      ImageCatalog catalog,
      ImageLimits limits) {
    this.startup = startup;
    this.intake = intake;
    this.log = log;
    this.relabelling = relabelling;
    this.catalog = catalog;
    this.limits = limits;
  }

  /** Ingests an image and its labels. */
  @POST
  @RequiredScope(value = Scope.LABEL, bySource = true)
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(
      summary = "Add a labelled image to the data set",
      description =
          "Multipart form: image (JPEG, PNG, WebP, BMP or TIFF), annotation (Pascal VOC XML, or"
              + " JSON boxes) and optionally split (train, val or test). 201 when it is published,"
              + " 200 when it is a duplicate, 422 when it is in quarantine.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.MULTIPART_FORM_DATA,
              schema = @Schema(implementation = UploadForm.class)))
  @APIResponse(
      responseCode = "201",
      description = "The image is in the data set",
      content = @Content(schema = @Schema(implementation = Responses.Image.class)))
  @APIResponse(
      responseCode = "200",
      description = "It was there already, with these labels",
      content = @Content(schema = @Schema(implementation = Responses.Image.class)))
  @APIResponse(
      responseCode = "422",
      description = "It is in quarantine: a code of docs/data.md; rejectionId names the rejection")
  public Response create(
      MultipartFormDataInput form,
      @Parameter(description = "Name of the person who labelled the image") @QueryParam("caller")
          String caller,
      @Context HttpServerRequest request,
      @Context RoutingContext context) {
    startup.requireReady();
    Optional<String> labeller = Callers.name(context, caller);
    Optional<String> onlySource = Callers.source(context);
    return TraceContext.during(TraceHeaders.of(request), () -> take(form, labeller, onlySource));
  }

  private Response take(
      MultipartFormDataInput form, Optional<String> labeller, Optional<String> onlySource) {
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
    ImageSource source = new ImageSource(onlySource.orElse(KIND), parts.imageName());
    Submission submission =
        new Submission(source, original, labels, placement, labeller, onlySource.isPresent());
    return Responses.of(intake.take(submission, Batch.single()));
  }

  /** Replaces the labels of an image. */
  @PUT
  @Path("/{id}/annotations")
  @RequiredScope(value = Scope.LABEL, bySource = true)
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_XML, MediaType.TEXT_XML})
  @Operation(
      summary = "Replace the labels of an image",
      description =
          "Image, split and source stay; the earlier labels go into the history. Of several"
              + " clients that have read the same version, exactly one succeeds.")
  @RequestBody(
      description = "JSON boxes in zero-based pixels of the upright image, or Pascal VOC XML",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "boxes", value = ApiExamples.BOXES)),
        @Content(mediaType = MediaType.APPLICATION_XML)
      })
  @APIResponse(
      responseCode = "200",
      description = "The image with its new labels; unchanged if it had them already",
      content =
          @Content(
              schema = @Schema(implementation = ImageViews.Image.class),
              examples = @ExampleObject(name = "image", value = ApiExamples.IMAGE)))
  @APIResponse(responseCode = "404", description = "There is no such image: code not-found")
  @APIResponse(
      responseCode = "412",
      description = "The labels have changed since they were read: code stale-version")
  @APIResponse(
      responseCode = "422",
      description = "The labels are invalid: a code of docs/data.md, for example empty-box")
  @APIResponse(
      responseCode = "428",
      description = "There is no header If-Match: code precondition-required")
  public Response relabel(
      @PathParam("id") String id,
      @Parameter(description = "ETag of the image", required = true, example = "\"3-1742\"")
          @HeaderParam("If-Match")
          String ifMatch,
      @Parameter(description = "Name of the person who changes the labels") @QueryParam("caller")
          String caller,
      InputStream body,
      @Context HttpServerRequest request,
      @Context RoutingContext context)
      throws IOException {
    startup.requireReady();
    requireSource(id, context);
    Predicate<String> condition = IfMatch.required(ifMatch);
    Labels labels = new Labels.Given(body.readNBytes(AnnotationText.MAX_BYTES + 1));
    return TraceContext.during(
        TraceHeaders.of(request),
        () -> shown(relabelling.relabel(id, condition, labels, Callers.name(context, caller))));
  }

  private void requireSource(String id, RoutingContext context) {
    catalog
        .find(id)
        .ifPresent(image -> Callers.requireSource(context, image.labels().source().kind()));
  }

  private Response shown(CatalogImage image) {
    return Responses.of(image, catalog);
  }

  /** Removes an image from the data set. */
  @DELETE
  @Path("/{id}")
  @RequiredScope(value = Scope.LABEL, bySource = true)
  @Operation(summary = "Remove an image from the data set with a tombstone")
  @APIResponse(responseCode = "204", description = "It is removed")
  @APIResponse(responseCode = "404", description = "There is no such image: code not-found")
  @APIResponse(
      responseCode = "412",
      description = "The labels have changed since they were read: code stale-version")
  public Response delete(
      @PathParam("id") String id,
      @Parameter(description = "ETag of the image; without it any version is removed")
          @HeaderParam("If-Match")
          String ifMatch,
      @Parameter(description = "Name of the person who removes the image") @QueryParam("caller")
          String caller,
      @Context HttpServerRequest request,
      @Context RoutingContext context) {
    startup.requireReady();
    requireSource(id, context);
    Predicate<String> condition = IfMatch.optional(ifMatch);
    Optional<String> remover = Callers.name(context, caller);
    return TraceContext.during(
        TraceHeaders.of(request),
        () -> {
          log.remove(id, condition, remover);
          return Response.noContent().build();
        });
  }
}
