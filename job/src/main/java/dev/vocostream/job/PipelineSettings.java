package dev.vocostream.job;

import dev.vocostream.model.serving.ModelSource;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.answer.AnswerSettings;
import dev.vocostream.operators.compress.BatchRule;
import dev.vocostream.operators.sample.ChangeRule;
import java.time.Duration;

/**
 * What the stages of the pipeline are told.
 *
 * @param modelTag how answers name the model
 * @param changes which frames show something new; null where every frame is compressed
 * @param remembersIds for how long a repeated question id is known as a repeat
 * @param pictures for how long pictures for people are kept; null where none are made
 */
public record PipelineSettings(
    ModelSource model,
    ModelTag modelTag,
    ChangeRule changes,
    BatchRule batches,
    AnswerSettings answers,
    Duration remembersIds,
    Duration pictures) {}
