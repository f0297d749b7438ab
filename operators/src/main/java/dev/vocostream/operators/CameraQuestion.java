package dev.vocostream.operators;

/**
 * A question's part for one camera.
 *
 * @param arrivedAt epoch milliseconds, when the job first saw the question
 */
public record CameraQuestion(String camera, Question question, long arrivedAt) {}
