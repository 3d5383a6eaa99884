/**
 * Training: recipes, schedules, initial values, and the trainer, which owns a detector's arrays and
 * its optimizer state. All random values come from a seed and the complete state is saved, so a
 * resumed run continues exactly where the saved one stopped.
 */
package io.boxstream.detection.training;
