package dev.vocostream.model.training.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** placeholder until the real one lands */
public final class CheckpointFolder {
  private final Path folder;

  public interface Content {
    void writeInto(Path directory) throws IOException;
  }

  public CheckpointFolder(Path folder) {
    this.folder = folder;
  }

  public Path save(long step, Content content) throws IOException {
    Files.createDirectories(folder);
    Path building = folder.resolve(".building");
    delete(building);
    Files.createDirectory(building);
    content.writeInto(building);
    Path target = folder.resolve("step-%08d".formatted(step));
    delete(target);
    Files.move(building, target, StandardCopyOption.ATOMIC_MOVE);
    try (Stream<Path> all = Files.list(folder)) {
      for (Path p :
          all.filter(p -> p.getFileName().toString().startsWith("step-"))
              .sorted(Comparator.reverseOrder())
              .skip(2)
              .toList()) {
        delete(p);
      }
    }
    return target;
  }

  private static void delete(Path p) throws IOException {
    if (!Files.exists(p)) return;
    try (Stream<Path> all = Files.walk(p)) {
      for (Path q : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(q);
    }
  }

  public Optional<Path> newest() throws IOException {
    if (!Files.isDirectory(folder)) return Optional.empty();
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.getFileName().toString().startsWith("step-"))
          .max(Comparator.naturalOrder());
    }
  }
}
