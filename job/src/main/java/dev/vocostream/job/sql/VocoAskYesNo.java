package dev.vocostream.job.sql;

/**
 * {@code LATERAL TABLE(VOCO_ASK_YES_NO(camera, question, from, to))}: as {@link VocoAsk}, with the
 * probability of yes.
 */
public final class VocoAskYesNo extends VocoAsk {
  private static final long serialVersionUID = 1L;

  public VocoAskYesNo() {
    super("yes-no");
  }
}
