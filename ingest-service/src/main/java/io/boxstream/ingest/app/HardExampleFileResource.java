package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.events.ImageEncoding;
import io.boxstream.ingest.hardexamples.HardExampleCatalog;
import io.boxstream.ingest.hardexamples.HardExampleImages;
import io.boxstream.ingest.hardexamples.ListedExample;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.rest.access.RequiredScope;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The bytes of hard examples. */
@Path("/v1/hard-examples")
public class HardExampleFileResource {

  private static final String JPEG = "image/jpeg";

  private final Startup startup;
  private final HardExampleCatalog catalog;
  private final HardExampleImages images;

  HardExampleFileResource(Startup startup, HardExampleCatalog catalog, HardExampleImages images) {
    this.startup = startup;
    this.catalog = catalog;
    this.images = images;
  }

  /** Returns the canonical bytes. */
  @GET
  @Path("/{id}/file")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "The canonical bytes of a hard example",
      description = "Upright, 8-bit, JPEG or PNG. Their SHA-256 is the id.")
  @APIResponse(
      responseCode = "200",
      description = "The image",
      content = {@Content(mediaType = JPEG), @Content(mediaType = "image/png")})
  @APIResponse(responseCode = "304", description = "The client has it (If-None-Match)")
  @APIResponse(responseCode = "404", description = "There is no such example: code not-found")
  public Response file(@PathParam("id") String id, @Context Request request) {
    ListedExample example = require(id);
    return ImageFileResource.unlessKept(
        request,
        new EntityTag(id),
        example.example().format().orElse(ImageEncoding.JPEG).mediaType(),
        () -> images.bytes(example).orElseThrow(HardExamplesResource::unknown));
  }

  /** The same under a name that ends like a file's, as labelling tools expect it. */
  @GET
  @Path("/{id}/file/{name}")
  @RequiredScope(Scope.READ)
  @Operation(hidden = true)
  public Response namedFile(
      @PathParam("id") String id, @PathParam("name") String name, @Context Request request) {
    return file(id, request);
  }

  /** Returns a small JPEG. */
  @GET
  @Path("/{id}/thumbnail")
  @RequiredScope(Scope.READ)
  @Operation(summary = "A small JPEG of a hard example, with its proportions")
  @APIResponse(
      responseCode = "200",
      description = "The thumbnail",
      content = @Content(mediaType = JPEG))
  @APIResponse(responseCode = "304", description = "The client has it (If-None-Match)")
  @APIResponse(responseCode = "400", description = "The size is not allowed: code invalid-request")
  @APIResponse(responseCode = "404", description = "There is no such example: code not-found")
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
    ListedExample example = require(id);
    return ImageFileResource.unlessKept(
        request,
        new EntityTag(id + "-" + longestSide),
        JPEG,
        () -> images.thumbnail(example, longestSide).orElseThrow(HardExamplesResource::unknown));
  }

  private ListedExample require(String id) {
    startup.requireReady();
    return catalog.find(id).orElseThrow(HardExamplesResource::unknown);
  }
}
