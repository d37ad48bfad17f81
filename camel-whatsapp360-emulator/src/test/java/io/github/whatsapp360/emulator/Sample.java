package io.github.whatsapp360.emulator;

import io.github.whatsapp360.emulator.media.MediaTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/** A sample file with the MIME type of its extension. */
record Sample(Path path) {

    private static final Path FOLDER = Path.of(System.getProperty("samples.dir"));
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
    private static final Map<String, String> TYPES = Map.of(
            "pdf", "application/pdf",
            "docx", OFFICE + "wordprocessingml.document",
            "xlsx", OFFICE + "spreadsheetml.sheet",
            "txt", "text/plain",
            "jpg", "image/jpeg",
            "png", "image/png",
            "webp", "image/webp",
            "mp4", "video/mp4",
            "mp3", "audio/mpeg",
            "ogg", "audio/ogg; codecs=opus");

    static Stream<Sample> good() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("good"))) {
            return files.sorted().map(Sample::new).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Sample good(String name) {
        return new Sample(FOLDER.resolve("good").resolve(name));
    }

    static Sample bad(String name) {
        return new Sample(FOLDER.resolve("bad").resolve(name));
    }

    String name() {
        return path.getFileName().toString();
    }

    String mimeType() {
        return TYPES.getOrDefault(name().substring(name().lastIndexOf('.') + 1), "image/bmp");
    }

    String kind() {
        return MediaTypes.kind(MediaTypes.plain(mimeType()));
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String sha256() {
        return sha256(bytes());
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
