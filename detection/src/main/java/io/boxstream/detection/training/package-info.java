/**
 * Training: recipes, schedules, initial values, and the trainer, which owns a detector's arrays and
 * its optimizer's state. Everything random comes from a seed, and state is saved whole, so training
 * goes on exactly where it was.
 */
package io.boxstream.detection.training;
