package io.boxstream.inference.app;

import io.boxstream.access.Scope;
import io.boxstream.events.DetectionResult;
import io.boxstream.inference.serve.Deadline;
import io.boxstream.inference.serve.RequestedModel;
import io.boxstream.rest.access.RequiredScope;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
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

/** Detection in one image, or in several of a form. */
@Path("/v1/detect")
@Produces({MediaType.APPLICATION_JSON, "image/jpeg", "image/png"})
public class DetectionResource {
  private static final String DESCRIPTION =
      "Finds objects in one JPEG, PNG, WebP, BMP or TIFF. The bytes decide which it is, not the"
          + " content type. The image's orientation is applied: boxes, width and height refer to"
          + " the upright image, as a viewer shows it. With Accept: image/jpeg or image/png the"
          + " answer is the image with boxes, labels and scores. A form may have several images:"
          + " then the answer is a list with a result or a problem for each.";

  private final UploadedImages uploads;
  private final RequestedModels models;

  DetectionResource(UploadedImages uploads, RequestedModels models) {
    this.uploads = uploads;
    this.models = models;
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
  @Operation(summary = "Detect in one image, or in several", description = DESCRIPTION)
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
                    properties = {
                      @SchemaProperty(
                          name = "image",
                          type = SchemaType.STRING,
                          format = "binary",
                          description = "One image; several such parts are as good as images"),
                      @SchemaProperty(
                          name = "images",
                          type = SchemaType.ARRAY,
                          description = "Images that are answered with a list")
                    }))
      })
  @APIResponse(
      responseCode = "200",
      description = "What the promoted model found; a list if the form has several images",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(oneOf = {DetectionResult.class, FormDetection.ImageAnswer[].class})),
        @Content(
            mediaType = "image/jpeg",
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = "image/png",
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(responseCode = "403", description = "The key is for another model: other-model")
  @APIResponse(responseCode = "404", description = "There is no such model: unknown-model")
  @APIResponse(
      responseCode = "406",
      description =
          "Code not-acceptable: neither JSON, JPEG nor PNG, or images for a form with several")
  @APIResponse(
      responseCode = "413",
      description =
          "Too many bytes or pixels: code image-too-large; too many images: too-many-images")
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
      description = "Codes no-model, model-unavailable, timeout, stopping; see Retry-After")
  @APIResponse(
      responseCode = "504",
      description = "The deadline of the request has passed: code deadline-exceeded")
  public CompletionStage<Response> detect(
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
          String deadline,
      @Parameter(description = "The model that is to answer; by default that of GET /v1/model")
          @HeaderParam(RequestedModel.HEADER)
          String model,
      @Context HttpHeaders headers,
      @Context RoutingContext context)
      throws IOException {
    return uploads.inBody(
        body,
        uploads.wanted(
            models.named(context, model), threshold, deadline, headers.getAcceptableMediaTypes()));
  }

  /** Detects in the image or the images of a form. */
  @POST
  @RequiredScope(Scope.DETECT)
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Blocking
  @Operation(hidden = true)
  public CompletionStage<Response> detectInForm(
      @RestForm("image") List<FileUpload> image,
      @RestForm("images") List<FileUpload> images,
      @QueryParam("threshold") String threshold,
      @HeaderParam(Deadline.HEADER) String deadline,
      @HeaderParam(RequestedModel.HEADER) String model,
      @Context HttpHeaders headers,
      @Context RoutingContext context)
      throws IOException {
    return uploads.inForm(
        image,
        images,
        uploads.wanted(
            models.named(context, model), threshold, deadline, headers.getAcceptableMediaTypes()));
  }
}
