package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.StoredBytes;
import io.boxstream.images.ImageFormat;
import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.ingest.annotation.JsonBoxes;
import io.boxstream.ingest.catalog.RejectionCatalog;
import io.boxstream.ingest.quarantine.QuarantinedImages;
import io.boxstream.ingest.quarantine.QuarantinedLabels;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.problem.Problem;
import io.boxstream.rest.problem.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What was sent with rejected images: the original bytes, and the labels as boxes. */
@Path("/v1/rejected-images")
public class RejectedImageFileResource {

  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{1,64}");
  private static final String JPEG = "image/jpeg";

  /** A rejection may get other bytes, so clients ask again. */
  private static final String REVALIDATED = "private, no-cache";

  private final Startup startup;
  private final RejectionCatalog rejections;
  private final QuarantinedImages images;
  private final QuarantinedLabels labels;

  RejectedImageFileResource(
      Startup startup,
      RejectionCatalog rejections,
      QuarantinedImages images,
      QuarantinedLabels labels) {
    this.startup = startup;
    this.rejections = rejections;
    this.images = images;
    this.labels = labels;
  }

  /** Returns the original bytes. */
  @GET
  @Path("/{id}/file")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "The original bytes of a rejected image",
      description =
          "They are what someone sent. The type is that of the image format that they begin like, if"
              + " it is JPEG, PNG, WebP, BMP or TIFF; other files, and those larger than"
              + " boxstream.ingest.image.max-bytes, are attachments of unknown type.")
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content = {
        @Content(mediaType = JPEG),
        @Content(mediaType = "image/png"),
        @Content(mediaType = "image/webp"),
        @Content(mediaType = "image/bmp"),
        @Content(mediaType = "image/tiff"),
        @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM)
      })
  @APIResponse(responseCode = "304", description = "The client has it (If-None-Match)")
  @APIResponse(
      responseCode = "404",
      description =
          "There is no such rejection: code not-found. It was sent without an image: code no-image")
  @APIResponse(
      responseCode = "410",
      description = "Retention has removed the image: code image-removed")
  public Response file(
      @PathParam("id") String id, @Context Request request, @Context HttpServerRequest http) {
    RejectedImage rejection = require(id);
    Optional<EntityTag> tag = tag(rejection, "");
    Optional<Response> kept = tag.flatMap(known -> unchanged(request, known));
    if (kept.isPresent()) {
      return kept.get();
    }
    BlobReference original = images.original(rejection);
    if (!images.fits(original)) {
      StreamingOutput body = out -> copy(original, out, http);
      return answer(
          body, MediaType.APPLICATION_OCTET_STREAM, tag, disposition("attachment", id, "bin"));
    }
    byte[] bytes = images.read(original);
    return ImageFormat.of(bytes)
        .map(
            format ->
                answer(
                    bytes, format.mediaType(), tag, disposition("inline", id, format.extension())))
        .orElseGet(
            () ->
                answer(
                    bytes,
                    MediaType.APPLICATION_OCTET_STREAM,
                    tag,
                    disposition("attachment", id, "bin")));
  }

  /** Returns a small JPEG. */
  @GET
  @Path("/{id}/thumbnail")
  @RequiredScope(Scope.READ)
  @Operation(summary = "A small JPEG of a rejected image, upright and with its proportions")
  @APIResponse(
      responseCode = "200",
      description = "The thumbnail",
      content = @Content(mediaType = JPEG))
  @APIResponse(responseCode = "304", description = "The client has it (If-None-Match)")
  @APIResponse(responseCode = "400", description = "The size is not allowed: code invalid-request")
  @APIResponse(
      responseCode = "404",
      description =
          "There is no such rejection: code not-found. It was sent without an image: code no-image")
  @APIResponse(
      responseCode = "410",
      description = "Retention has removed the image: code image-removed")
  @APIResponse(
      responseCode = "422",
      description =
          "The image cannot be decoded: not-an-image, truncated-image, image-too-large,"
              + " unsupported-image or crashed-decoder")
  public Response thumbnail(
      @PathParam("id") String id,
      @Parameter(
              description = "Longest side in pixels, 32 to 512",
              example = "256",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "32",
                      maximum = "512",
                      defaultValue = "256"))
          @DefaultValue("256")
          @QueryParam("size")
          String size,
      @Context Request request) {
    int longestSide = ImageFileResource.longestSide(size);
    RejectedImage rejection = require(id);
    Optional<EntityTag> tag = tag(rejection, "-" + longestSide);
    return tag.flatMap(known -> unchanged(request, known))
        .orElseGet(() -> answer(images.thumbnail(rejection, longestSide), JPEG, tag, "inline"));
  }

  /** Returns the labels as boxes. */
  @GET
  @Path("/{id}/annotations")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "The labels of a rejected image as JSON boxes",
      description =
          "As they were sent, unchecked: boxes may lie outside of the image or be empty. They are in"
              + " zero-based pixels of the upright image, as far as the image can be read. Mended,"
              + " they are the body of POST /v1/rejected-images/{id}/resubmit.")
  @APIResponse(
      responseCode = "200",
      description = "The boxes",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT),
              examples = @ExampleObject(name = "boxes", value = ApiExamples.SIZED_BOXES)))
  @APIResponse(
      responseCode = "404",
      description =
          "There is no such rejection: code not-found. It has no labels: code no-annotation")
  @APIResponse(
      responseCode = "422",
      description = "The labels cannot be read: code unreadable-annotation")
  public Response annotations(@PathParam("id") String id) {
    Annotation annotation =
        labels
            .boxes(require(id))
            .orElseThrow(
                () ->
                    ProblemException.of(
                        404, "no-annotation", "the rejection has no labels: none were sent"));
    try {
      return Response.ok(JsonBoxes.write(annotation), MediaType.APPLICATION_JSON).build();
    } catch (MalformedAnnotationException e) {
      throw ProblemException.of(
          Problem.UNPROCESSABLE_CONTENT, "unreadable-annotation", e.getMessage());
    }
  }

  private RejectedImage require(String id) {
    startup.requireReady();
    return rejections.find(id).orElseThrow(RejectedImagesResource::unknown);
  }

  private static Optional<EntityTag> tag(RejectedImage rejection, String end) {
    return rejection.original().map(StoredBytes::sha256).map(hash -> new EntityTag(hash + end));
  }

  private static Optional<Response> unchanged(Request request, EntityTag tag) {
    return Optional.ofNullable(request.evaluatePreconditions(tag))
        .map(response -> response.header(HttpHeaders.CACHE_CONTROL, REVALIDATED).tag(tag).build());
  }

  private static Response answer(
      Object entity, String type, Optional<EntityTag> tag, String disposition) {
    return Response.ok(entity, type)
        .tag(tag.orElse(null))
        .header(HttpHeaders.CACHE_CONTROL, REVALIDATED)
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition)
        .build();
  }

  /** The ids that this service makes are hexadecimal; others could break the header. */
  private static String disposition(String kind, String id, String extension) {
    String name = HEXADECIMAL.matcher(id).matches() ? id : "image";
    return "%s; filename=\"%s.%s\"".formatted(kind, name, extension);
  }

  private void copy(BlobReference original, OutputStream out, HttpServerRequest request)
      throws IOException {
    try {
      images.copy(original, out);
    } catch (IOException | RuntimeException e) {
      ExportResource.breakOff(e, request);
      throw e;
    }
  }
}
