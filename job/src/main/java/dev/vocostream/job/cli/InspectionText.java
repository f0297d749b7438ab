package dev.vocostream.job.cli;

import dev.vocostream.job.Words;
import dev.vocostream.model.inspection.Inspection;
import dev.vocostream.model.inspection.Inspection.Decoder;
import dev.vocostream.model.inspection.Inspection.Memory;
import dev.vocostream.model.inspection.Inspection.Stored;
import dev.vocostream.model.inspection.Inspection.Tower;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An inspection as lines for people. */
final class InspectionText {
  private final List<String> lines = new ArrayList<>();

  private InspectionText() {}

  static List<String> lines(Inspection inspection) {
    InspectionText text = new InspectionText();
    text.add("model", inspection.name() + " (" + inspection.family() + ")");
    text.add("decoder", decoder(inspection.decoder()));
    text.add("tower", tower(inspection.tower()));
    text.add("projector", inspection.projector());
    text.add("weights", stored(inspection.stored()));
    text.add("files", String.join(", ", inspection.stored().files()));
    text.memory(inspection);
    text.identity(inspection.identity());
    text.add("compress", inspection.canCompress() ? "yes" : "no");
    text.add("answer", answer(inspection));
    inspection.notes().forEach(note -> text.add("note", note));
    inspection.problems().forEach(problem -> text.add("problem", problem));
    return text.lines;
  }

  private static String decoder(Decoder d) {
    String heads =
        d.heads() == 0
            ? "heads unknown"
            : "%d heads of %d, %d for keys and values"
                .formatted(d.heads(), d.headDim(), d.kvHeads());
    return "%d layers of %d (%d inside), %s, vocabulary %d"
        .formatted(d.layers(), d.hidden(), d.inner(), heads, d.vocabulary());
  }

  private static String tower(Tower t) {
    return "%d layers of %d, pictures of %d px in patches of %d: %d tokens a frame"
        .formatted(t.layers(), t.hidden(), t.image(), t.patch(), t.tokens());
  }

  private static String stored(Stored stored) {
    return String.format(
        Locale.ROOT,
        "%,d parameters (%s), %s in %d files",
        stored.parameters(),
        String.join(", ", stored.parametersByDtype().keySet()),
        Words.bytes(stored.bytes()),
        stored.files().size());
  }

  private void memory(Inspection inspection) {
    if (inspection.vocoRow() >= 0) {
      add(
          "memory",
          "<voco> is token %d, %d for a frame; at one frame a second:"
              .formatted(inspection.vocoRow(), inspection.vocoTokens()));
    }
    for (Memory row : inspection.memory()) {
      String line =
          String.format(
              Locale.ROOT,
              "%s  %,d B a token, %,d B a frame, %.4g GB a camera and hour",
              row.dtype(),
              row.bytesPerToken(),
              row.bytesPerFrame(),
              row.gigabytesPerCameraHour());
      add("", inspection.vocoTokens() > 0 ? line : line.replaceFirst("token,.*", "token"));
    }
  }

  private void identity(Inspection.Identity identity) {
    String fingerprint = identity.fingerprint();
    add(
        "manifest",
        identity.manifest() + (fingerprint.isEmpty() ? "" : ", fingerprint " + fingerprint));
  }

  private static String answer(Inspection inspection) {
    if (!inspection.canAnswer()) {
      return "no";
    }
    if (!inspection.canCompress()) {
      return "from full vision activations only";
    }
    return inspection.trained() ? "yes" : "yes; untrained: its answers mean nothing";
  }

  private void add(String label, String text) {
    lines.add("  %-9s %s".formatted(label, text));
  }
}
