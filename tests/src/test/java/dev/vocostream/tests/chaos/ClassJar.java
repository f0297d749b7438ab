package dev.vocostream.tests.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Classes of the tests that a cluster has to have, in a jar beside the job's own. */
final class ClassJar {
  private ClassJar() {}

  /** Writes these classes with those inside them. */
  static Path write(Path file, List<Class<?>> classes) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (Class<?> outer : classes) {
        for (Class<?> one : outer.getNestMembers()) {
          String name = one.getName().replace('.', '/') + ".class";
          jar.putNextEntry(new ZipEntry(name));
          try (InputStream in = one.getResourceAsStream("/" + name)) {
            in.transferTo(jar);
          }
          jar.closeEntry();
        }
      }
    }
    return file;
  }
}
