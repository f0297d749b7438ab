package dev.vocostream.job;

import dev.vocostream.model.serving.ModelSource;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.answer.AnswerSettings;
import dev.vocostream.operators.compress.BatchRule;
import java.time.Duration;

/**
 * What the stages of the pipeline are told.
 *
 * @param modelTag how answers name the model
 * @param remembersIds for how long a repeated question id is known as a repeat
 */
public record PipelineSettings(
    ModelSource model,
    ModelTag modelTag,
    BatchRule batches,
    AnswerSettings answers,
    Duration remembersIds) {}
