package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.ingest.webhooks.DeliveryState;
import io.boxstream.ingest.webhooks.DeliveryStatus;
import io.boxstream.ingest.webhooks.Tool;
import io.boxstream.ingest.webhooks.Webhooks;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.paging.PageRequest;
import io.boxstream.rest.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Webhooks of labelling tools. */
@Path("/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
public class WebhooksResource {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1000;

  private final Webhooks webhooks;
  private final WebhookSecrets secrets;
  private final int longest;

  WebhooksResource(Webhooks webhooks, WebhookSecrets secrets, IngestConfig config) {
    this.webhooks = webhooks;
    this.secrets = secrets;
    this.longest = Math.toIntExact(config.ingest().webhooks().maxBytes().asLongValue());
  }

  /**
   * Deliveries.
   *
   * @param items those that wait, oldest first, then those that ended last, newest first
   * @param waiting how many wait
   */
  record Deliveries(List<DeliveryStatus> items, int waiting) {}

  /** Takes a delivery of Label Studio. */
  @POST
  @Path("/label-studio")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Webhook for Label Studio",
      description =
          "Annotations that are created, updated or deleted change the labels of the image of their"
              + " task, in the background. The header Authorization, or the one of"
              + " boxstream.ingest.webhooks.label-studio.secret-header, has the secret.")
  @RequestBody(
      content =
          @Content(
              examples = @ExampleObject(name = "annotation", value = WebhookExamples.LABEL_STUDIO)))
  @APIResponse(
      responseCode = "200",
      description = "The delivery does not concern labels: state IGNORED",
      content = @Content(schema = @Schema(implementation = DeliveryStatus.class)))
  @APIResponse(
      responseCode = "202",
      description = "The delivery is kept and will be applied; Location is its address",
      content =
          @Content(
              schema = @Schema(implementation = DeliveryStatus.class),
              examples = @ExampleObject(name = "delivery", value = WebhookExamples.QUEUED)))
  @APIResponse(responseCode = "400", description = "The body is not a delivery: invalid-request")
  @APIResponse(responseCode = "401", description = "The secret is wrong: wrong-secret")
  @APIResponse(
      responseCode = "403",
      description = "The webhook is not configured: webhook-not-configured")
  @APIResponse(responseCode = "503", description = "Too many deliveries wait: too-many-deliveries")
  @APIResponse(responseCode = "507", description = "The disk is full: disk-full")
  public Response labelStudio(InputStream body, @Context HttpHeaders headers) throws IOException {
    secrets.requireLabelStudio(headers::getHeaderString);
    return accepted(Tool.LABEL_STUDIO, bytes(body));
  }

  /** Takes a delivery of CVAT. */
  @POST
  @Path("/cvat")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Webhook for CVAT",
      description =
          "A job that is completed gives its labels to the images of its frames, in the background;"
              + " a job or task that is deleted takes them back.")
  @RequestBody(
      content = @Content(examples = @ExampleObject(name = "job", value = WebhookExamples.CVAT)))
  @APIResponse(
      responseCode = "200",
      description = "The delivery does not concern labels: state IGNORED",
      content = @Content(schema = @Schema(implementation = DeliveryStatus.class)))
  @APIResponse(
      responseCode = "202",
      description = "The delivery is kept and will be applied; Location is its address",
      content =
          @Content(
              schema = @Schema(implementation = DeliveryStatus.class),
              examples = @ExampleObject(name = "delivery", value = WebhookExamples.QUEUED)))
  @APIResponse(responseCode = "400", description = "The body is not a delivery: invalid-request")
  @APIResponse(responseCode = "401", description = "The signature is wrong: wrong-secret")
  @APIResponse(
      responseCode = "403",
      description = "The webhook is not configured: webhook-not-configured")
  @APIResponse(responseCode = "503", description = "Too many deliveries wait: too-many-deliveries")
  @APIResponse(responseCode = "507", description = "The disk is full: disk-full")
  public Response cvat(
      InputStream body,
      @Parameter(description = "sha256= and the HMAC of the body")
          @HeaderParam(WebhookSecrets.CVAT_SIGNATURE)
          String signature)
      throws IOException {
    secrets.requireCvat();
    byte[] bytes = bytes(body);
    secrets.requireCvat(signature, bytes);
    return accepted(Tool.CVAT, bytes);
  }

  /** Lists deliveries. */
  @GET
  @Path("/deliveries")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "Deliveries of labelling tools",
      description =
          "Deliveries that wait, oldest first, then those that ended last, newest first. The last"
              + " 1000 are kept.")
  @APIResponse(
      responseCode = "200",
      description = "Deliveries",
      content =
          @Content(
              schema = @Schema(implementation = Deliveries.class),
              examples = @ExampleObject(name = "deliveries", value = WebhookExamples.DELIVERIES)))
  public Deliveries list(
      @Parameter(
              description = "Most deliveries, 1 to 1000",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
          @QueryParam("limit")
          String limit) {
    int most = PageRequest.of(limit, null, DEFAULT_LIMIT, MAX_LIMIT).limit();
    return new Deliveries(webhooks.list(most), webhooks.waiting());
  }

  /** Returns a delivery. */
  @GET
  @Path("/deliveries/{id}")
  @RequiredScope(Scope.READ)
  @Operation(summary = "A delivery and what became of it")
  @APIResponse(
      responseCode = "200",
      description = "The delivery",
      content =
          @Content(
              schema = @Schema(implementation = DeliveryStatus.class),
              examples = @ExampleObject(name = "delivery", value = WebhookExamples.DONE)))
  @APIResponse(responseCode = "404", description = "There is no such delivery: code not-found")
  public DeliveryStatus get(@PathParam("id") String id) {
    return webhooks
        .find(id)
        .orElseThrow(
            () -> ProblemException.of(404, "not-found", "there is no delivery of that id"));
  }

  /** Repeats a delivery that failed. */
  @POST
  @Path("/deliveries/{id}/repeat")
  @RequiredScope(Scope.LABEL)
  @Operation(
      summary = "Repeat a delivery that failed",
      description =
          "For use when the cause is removed, because the tools do not repeat deliveries. It becomes"
              + " a new delivery. Failed deliveries can be repeated once, among the last 1000.")
  @APIResponse(
      responseCode = "202",
      description = "The new delivery; Location is its address",
      content =
          @Content(
              schema = @Schema(implementation = DeliveryStatus.class),
              examples = @ExampleObject(name = "delivery", value = WebhookExamples.QUEUED)))
  @APIResponse(
      responseCode = "404",
      description = "There is no failed delivery of that id: code not-found")
  public Response repeat(@PathParam("id") String id) {
    return response(
        webhooks
            .repeat(id)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        404, "not-found", "there is no failed delivery of that id to repeat")));
  }

  private byte[] bytes(InputStream body) throws IOException {
    // A longer body is refused by BodyLimits.
    return body.readNBytes(longest);
  }

  private Response accepted(Tool tool, byte[] body) {
    return response(webhooks.accept(tool, body));
  }

  private static Response response(DeliveryStatus status) {
    if (status.state() == DeliveryState.IGNORED) {
      return Response.ok(status).build();
    }
    return Response.accepted(status)
        .location(URI.create("/v1/webhooks/deliveries/" + status.id()))
        .build();
  }
}
