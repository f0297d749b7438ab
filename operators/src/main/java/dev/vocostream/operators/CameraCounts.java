package dev.vocostream.operators;

/**
 * What became of a camera's frames and questions since it was added.
 *
 * @param remembered frames that were remembered
 * @param forgotten frames that were forgotten again
 * @param questions questions that came
 * @param answers answers that went out, of every status
 */
public record CameraCounts(long remembered, long forgotten, long questions, long answers) {
  public static final CameraCounts NONE = new CameraCounts(0, 0, 0, 0);

  public CameraCounts plus(CameraCounts more) {
    return new CameraCounts(
        remembered + more.remembered,
        forgotten + more.forgotten,
        questions + more.questions,
        answers + more.answers);
  }
}
