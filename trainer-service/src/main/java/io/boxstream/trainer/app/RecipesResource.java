package io.boxstream.trainer.app;

import io.boxstream.access.Scope;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.trainer.run.RecipeList;
import io.boxstream.trainer.run.RecipeRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a request for a run can name. */
@Path("/v1/recipes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "runs")
public class RecipesResource {
  private final RecipeRegistry recipes;

  RecipesResource(RecipeRegistry recipes) {
    this.recipes = recipes;
  }

  /** The recipes and presets. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      operationId = "listRecipes",
      summary = "Lists the recipes and presets that a request for a run can name",
      description = "Each with a sentence, and what a request gets that names none.")
  public RecipeList list() {
    return recipes.list();
  }
}
