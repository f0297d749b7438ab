package dev.vocostream.model.world;

/**
 * A question and its one right answer.
 *
 * @param question a sentence
 * @param answer lower case, without a full stop
 */
public record Asked(QuestionType type, String question, String answer) {}
