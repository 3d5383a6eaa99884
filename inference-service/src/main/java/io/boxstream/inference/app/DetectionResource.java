package io.boxstream.inference.app;

import io.boxstream.access.Scope;
import io.boxstream.events.DetectionResult;
import io.boxstream.inference.serve.Deadline;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Detection in one image. */
@Path("/v1/detect")
@Produces(MediaType.APPLICATION_JSON)
public class DetectionResource {
  private static final String DESCRIPTION =
      "Finds objects in one JPEG, PNG, WebP, BMP or TIFF. The bytes decide which it is, not the"
          + " content type. The image's orientation is applied: boxes, width and height refer to"
          + " the upright image, as a viewer shows it.";

  private final HttpDetection detection;

  DetectionResource(HttpDetection detection) {
    this.detection = detection;
  }

  /** Detects in the image that is the body. */
  @POST
  @RequiredScope(Scope.DETECT)
  @Consumes({
    "image/*",
    MediaType.APPLICATION_OCTET_STREAM,
    // what curl sends when it is not told
    MediaType.APPLICATION_FORM_URLENCODED
  })
  @Blocking
  @Operation(summary = "Detect in one image", description = DESCRIPTION)
  @RequestBody(
      content = {
        @Content(
            mediaType = "image/*",
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM,
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = MediaType.MULTIPART_FORM_DATA,
            schema =
                @Schema(
                    type = SchemaType.OBJECT,
                    requiredProperties = "image",
                    properties =
                        @SchemaProperty(
                            name = "image",
                            type = SchemaType.STRING,
                            format = "binary")))
      })
  @APIResponse(
      responseCode = "200",
      description = "What the promoted model found",
      content = @Content(schema = @Schema(implementation = DetectionResult.class)))
  @APIResponse(responseCode = "413", description = "Too many bytes or pixels: code image-too-large")
  @APIResponse(
      responseCode = "415",
      description =
          "Another content type than an image's, or code unsupported-image: another format, or"
              + " several pages")
  @APIResponse(
      responseCode = "422",
      description =
          "No image can be read: code unreadable-image; or the process died twice while it read"
              + " this image: code crashed-decoder")
  @APIResponse(
      responseCode = "429",
      description =
          "As many images as allowed are being worked on: code overloaded; or the caller has sent"
              + " too many requests: code too-many-requests; see Retry-After")
  @APIResponse(
      responseCode = "503",
      description = "Codes no-model, timeout, stopping; see Retry-After")
  @APIResponse(
      responseCode = "504",
      description = "The deadline of the request has passed: code deadline-exceeded")
  public CompletionStage<DetectionResult> detect(
      InputStream body,
      @Parameter(
              description =
                  "Boxes with a lower score are left out; by default those of GET /v1/model",
              schema = @Schema(type = SchemaType.NUMBER, minimum = "0", maximum = "1"))
          @QueryParam("threshold")
          String threshold,
      @Parameter(
              description =
                  "When nobody waits for the answer any more: the image is not computed after it",
              example = "2026-11-23T10:15:30.250Z",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"))
          @HeaderParam(Deadline.HEADER)
          String deadline)
      throws IOException {
    return detection.detect(body, threshold, deadline);
  }

  /** Detects in the image that is the part {@code image} of a form. */
  @POST
  @RequiredScope(Scope.DETECT)
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Blocking
  @Operation(hidden = true)
  public CompletionStage<DetectionResult> detectInForm(
      @RestForm("image") FileUpload image,
      @QueryParam("threshold") String threshold,
      @HeaderParam(Deadline.HEADER) String deadline)
      throws IOException {
    if (image == null) {
      throw ProblemException.invalidRequest("the form has no file named image");
    }
    try (InputStream body = Files.newInputStream(image.uploadedFile())) {
      return detection.detect(body, threshold, deadline);
    }
  }
}
