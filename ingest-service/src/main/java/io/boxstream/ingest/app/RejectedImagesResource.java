package io.boxstream.ingest.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.access.Scope;
import io.boxstream.events.ImageSource;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.events.StoredBytes;
import io.boxstream.events.TraceContext;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.formats.AnnotationText;
import io.boxstream.ingest.catalog.RejectionCatalog;
import io.boxstream.ingest.catalog.RejectionFilter;
import io.boxstream.ingest.quarantine.Resubmission;
import io.boxstream.ingest.quarantine.Resubmission.Correction;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.paging.PageRequest;
import io.boxstream.rest.problem.ProblemException;
import io.boxstream.rest.trace.TraceHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** Lists and resubmits the images in quarantine. */
@Path("/v1/rejected-images")
@Produces(MediaType.APPLICATION_JSON)
public class RejectedImagesResource {

  private static final int DEFAULT_PAGE_SIZE = 50;
  private static final int MAX_PAGE_SIZE = 200;

  private final Startup startup;
  private final RejectionCatalog rejections;
  private final Resubmission resubmission;
  private final ImageLimits limits;

  RejectedImagesResource(
      Startup startup, RejectionCatalog rejections, Resubmission resubmission, ImageLimits limits) {
    this.startup = startup;
    this.rejections = rejections;
    this.resubmission = resubmission;
    this.limits = limits;
  }

  /**
   * A page of rejections.
   *
   * @param items newest first, without their annotations
   * @param next value of the parameter {@code after} for the next page; null on the last page
   * @param total number of rejections on all pages
   */
  record Page(List<Item> items, Optional<String> next, long total) {}

  /**
   * A rejection without its annotation.
   *
   * @param id of the rejection
   * @param reason the reason code
   * @param detail why, human-readable
   * @param source where the image came from
   * @param split the requested split
   * @param original reference to the image's bytes in the object store
   * @param at time of the rejection
   * @param importId the import that it came with
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Item(
      String id,
      RejectionReason reason,
      String detail,
      ImageSource source,
      Optional<Split> split,
      Optional<StoredBytes> original,
      Instant at,
      Optional<String> importId) {

    static Item of(RejectedImage rejection) {
      return new Item(
          rejection.id(),
          rejection.reason(),
          rejection.detail(),
          rejection.source(),
          rejection.split(),
          rejection.original(),
          rejection.at(),
          rejection.importId());
    }
  }

  /**
   * A rejection with its annotation.
   *
   * @param id of the rejection
   * @param reason the reason code
   * @param detail why, human-readable
   * @param annotation the original text of the labels
   * @param original reference to the image's bytes in the object store
   * @param source where the image came from
   * @param split the requested split
   * @param at time of the rejection
   * @param importId the import that it came with
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Rejection(
      String id,
      RejectionReason reason,
      String detail,
      Optional<String> annotation,
      Optional<StoredBytes> original,
      ImageSource source,
      Optional<Split> split,
      Instant at,
      Optional<String> importId) {

    static Rejection of(RejectedImage rejection) {
      return new Rejection(
          rejection.id(),
          rejection.reason(),
          rejection.detail(),
          rejection.annotation(),
          rejection.original(),
          rejection.source(),
          rejection.split(),
          rejection.at(),
          rejection.importId());
    }
  }

  /** Lists rejections. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(summary = "Rejections, newest first")
  public Page list(
      @BeanParam RejectionQueries queries,
      @Parameter(
              description = "Most rejections of the page, 1 to 200",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
          @QueryParam("limit")
          String limit,
      @Parameter(description = "\"next\" of the previous page") @QueryParam("after") String after) {
    PageRequest request = PageRequest.of(limit, after, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
    RejectionFilter filter = queries.filter();
    RejectionCatalog.Page page =
        rejections.page(filter, position(request.after()), request.limit());
    return new Page(
        page.rejections().stream().map(Item::of).toList(), page.next(), rejections.count(filter));
  }

  /**
   * How many rejections there are.
   *
   * @param total number of all
   * @param reasons their number by reason, of the reasons that occur
   * @param sources their number by kind of the source
   */
  record Summary(long total, Map<RejectionReason, Long> reasons, Map<String, Long> sources) {}

  /** Counts rejections. */
  @GET
  @Path("/summary")
  @RequiredScope(Scope.READ)
  @Operation(summary = "How many rejections there are, by reason and by source")
  @APIResponse(
      responseCode = "200",
      description = "The counts",
      content =
          @Content(
              schema = @Schema(implementation = Summary.class),
              examples = @ExampleObject(name = "summary", value = ApiExamples.REJECTION_SUMMARY)))
  public Summary summary() {
    startup.requireReady();
    return new Summary(
        rejections.count(RejectionFilter.ALL), rejections.reasons(), rejections.sources());
  }

  /** Returns a rejection with its annotation. */
  @GET
  @Path("/{id}")
  @RequiredScope(Scope.READ)
  @Operation(summary = "A rejection with its annotation")
  public Rejection get(@PathParam("id") String id) {
    return rejections.find(id).map(Rejection::of).orElseThrow(RejectedImagesResource::unknown);
  }

  /** Resubmits a rejected image unchanged, for example after a change of the accepted classes. */
  @POST
  @Path("/{id}/resubmit")
  @RequiredScope(Scope.LABEL)
  @Operation(summary = "Resubmit a rejected image")
  @APIResponse(
      responseCode = "201",
      description = "It is in the data set",
      content = @Content(schema = @Schema(implementation = Responses.Image.class)))
  @APIResponse(
      responseCode = "200",
      description = "An image with the same content was there already",
      content = @Content(schema = @Schema(implementation = Responses.Image.class)))
  @APIResponse(
      responseCode = "422",
      description = "It is in quarantine again: a code of docs/data.md")
  public Response resubmit(
      @PathParam("id") String id,
      @QueryParam("caller") String caller,
      @Context HttpServerRequest request,
      @Context RoutingContext context) {
    return resubmit(id, Correction.NONE, Callers.name(context, caller), request);
  }

  /** Resubmits a rejected image with another annotation. */
  @POST
  @Path("/{id}/resubmit")
  @RequiredScope(Scope.LABEL)
  @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML, MediaType.APPLICATION_JSON})
  @Operation(summary = "Resubmit a rejected image with another annotation")
  @APIResponse(
      responseCode = "201",
      description = "It is in the data set",
      content = @Content(schema = @Schema(implementation = Responses.Image.class)))
  @APIResponse(
      responseCode = "200",
      description = "An image with the same content was there already",
      content = @Content(schema = @Schema(implementation = Responses.Image.class)))
  @APIResponse(
      responseCode = "422",
      description = "It is in quarantine again: a code of docs/data.md")
  public Response resubmitAnnotation(
      @PathParam("id") String id,
      @QueryParam("caller") String caller,
      InputStream body,
      @Context HttpServerRequest request,
      @Context RoutingContext context)
      throws IOException {
    byte[] annotation = body.readNBytes(AnnotationText.MAX_BYTES + 1);
    return resubmit(
        id,
        annotation.length == 0
            ? Correction.NONE
            : new Correction(Optional.empty(), Optional.of(annotation), Optional.empty()),
        Callers.name(context, caller),
        request);
  }

  /** Resubmits a rejected image with another image, annotation or split. */
  @POST
  @Path("/{id}/resubmit")
  @RequiredScope(Scope.LABEL)
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(summary = "Resubmit a rejected image with a corrected image, annotation or split")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.MULTIPART_FORM_DATA,
              schema = @Schema(implementation = UploadForm.class)))
  @APIResponse(
      responseCode = "201",
      description = "It is in the data set",
      content = @Content(schema = @Schema(implementation = Responses.Image.class)))
  @APIResponse(
      responseCode = "200",
      description = "An image with the same content was there already",
      content = @Content(schema = @Schema(implementation = Responses.Image.class)))
  @APIResponse(
      responseCode = "422",
      description = "It is in quarantine again: a code of docs/data.md")
  public Response resubmitParts(
      @PathParam("id") String id,
      @QueryParam("caller") String caller,
      MultipartFormDataInput form,
      @Context HttpServerRequest request,
      @Context RoutingContext context) {
    MultipartForm parts = new MultipartForm(form, limits);
    Correction correction = new Correction(parts.image(), parts.annotation(), parts.split());
    return resubmit(id, correction, Callers.name(context, caller), request);
  }

  private Response resubmit(
      String id, Correction correction, Optional<String> caller, HttpServerRequest request) {
    startup.requireReady();
    return TraceContext.during(
            TraceHeaders.of(request), () -> resubmission.resubmit(id, correction, caller))
        .map(Responses::of)
        .orElseThrow(RejectedImagesResource::unknown);
  }

  static Optional<String> position(Optional<String> after) {
    return after.map(
        position -> {
          if (!RejectionCatalog.isPosition(position)) {
            throw ProblemException.invalidRequest(
                "after is '" + position + "'; use the value of 'next' of the previous page");
          }
          return position;
        });
  }

  static ProblemException unknown() {
    return ProblemException.of(404, "not-found", "there is no rejection of that id");
  }
}
