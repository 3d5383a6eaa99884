package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipesTest {
  @ParameterizedTest
  @ValueSource(ints = {40, 205, 292, 1000, 5000})
  void quickTrainsForAboutSixHundredSteps(int images) {
    TrainingRecipe recipe = Recipes.quick(images);

    int steps = images * recipe.epochs() / recipe.batch();
    assertThat(steps).isBetween(500, 720);
    assertThat(recipe.schedule().rate(steps, recipe.epochs())).isLessThan(1e-5);
    assertThat(Presets.names()).contains(recipe.preset());
    assertThat(recipe.evaluateEveryEpochs()).isBetween(1, recipe.epochs());
  }

  @Test
  void quickSeesEveryImageOfALargeSetAtLeastOnce() {
    assertThat(Recipes.quick(1_000_000).epochs()).isEqualTo(1);
  }

  @Test
  void classicIsTheDesignsDefault() {
    TrainingRecipe recipe = Recipes.classic();

    assertThat(recipe.preset()).isEqualTo("ssd_512_vgg16_atrous");
    assertThat(recipe.batch()).isEqualTo(8);
    assertThat(recipe.epochs()).isEqualTo(100);
    assertThat(recipe.evaluateEveryEpochs()).isEqualTo(5);
    assertThat(recipe.updates().optimizer()).isEqualTo(new OptimizerSettings.Sgd(0.9, 0.0005));
    assertThat(recipe.schedule().rate(0, 70)).isCloseTo(5e-5, within(1e-9));
  }
}
