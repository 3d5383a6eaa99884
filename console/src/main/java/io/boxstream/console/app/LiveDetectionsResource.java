package io.boxstream.console.app;

import io.boxstream.access.Scope;
import io.boxstream.console.detections.LiveDetections;
import io.boxstream.console.detections.RequestImage;
import io.boxstream.console.detections.RequestImages;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.paging.PageRequest;
import io.boxstream.rest.problem.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The newest detections of the topic, and the images that they are about. */
@Path("/api/live/detections")
public class LiveDetectionsResource {
  private static final int USUAL_PAGE = 24;
  private static final int LONGEST_PAGE = 200;

  /** A record of the log does not change; after some days it is gone. */
  private static final String CACHING = "private, max-age=600";

  private final LiveDetections detections;
  private final RequestImages images;

  LiveDetectionsResource(LiveDetections detections, RequestImages images) {
    this.detections = detections;
    this.images = images;
  }

  /** The newest detections. */
  @GET
  @RequiredScope(Scope.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "A sample of the newest detections of the topic, the newest first",
      description =
          "The last 1200 records are looked at. While the broker is away, the last ones that were"
              + " read stay: readAt says when that was.")
  @APIResponse(
      responseCode = "200",
      description = "The detections",
      content = @Content(schema = @Schema(implementation = LiveDetections.Newest.class)))
  public CompletionStage<LiveDetections.Newest> list(
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
          @QueryParam("limit")
          String limit,
      @Parameter(description = "Only detections of requests with this key") @QueryParam("key")
          String key) {
    int most = PageRequest.of(limit, null, USUAL_PAGE, LONGEST_PAGE).limit();
    Optional<String> wanted = Optional.ofNullable(key);
    return detections.newest().thenApply(newest -> newest.only(wanted, most));
  }

  /** The image of a detection. */
  @GET
  @Path("/{id}/image")
  @RequiredScope(Scope.READ)
  @Produces(MediaType.WILDCARD)
  @Operation(summary = "The image that a detection is about, as it was sent")
  @APIResponse(responseCode = "200", description = "A JPEG, PNG, WebP or BMP")
  @APIResponse(
      responseCode = "404",
      description = "It is no longer on the log, or browsers do not show its format: not-found")
  @APIResponse(responseCode = "503", description = "The broker does not answer: log-unavailable")
  public CompletionStage<Response> image(@PathParam("id") String id) {
    return images
        .find(id)
        .thenApply(
            found ->
                found
                    .map(LiveDetectionsResource::response)
                    .orElseGet(
                        () ->
                            Problem.of(
                                    404,
                                    "not-found",
                                    "there is no image of that detection on the log that a browser shows")
                                .response()));
  }

  private static Response response(RequestImage image) {
    return Response.ok(image.bytes(), image.contentType())
        .header(HttpHeaders.CACHE_CONTROL, CACHING)
        .build();
  }
}
