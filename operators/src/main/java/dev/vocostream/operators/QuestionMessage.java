package dev.vocostream.operators;

/** What a message on the questions topic turned out to be. Exactly one is not null. */
public record QuestionMessage(Question question, Refusal refusal, RejectedMessage rejected) {
  public static QuestionMessage of(Question question) {
    return new QuestionMessage(question, null, null);
  }

  public static QuestionMessage of(Refusal refusal) {
    return new QuestionMessage(null, refusal, null);
  }

  public static QuestionMessage of(RejectedMessage rejected) {
    return new QuestionMessage(null, null, rejected);
  }

  /** The id of the question; a dead letter has none. */
  public String id() {
    return question != null ? question.id() : refusal.id();
  }
}
