package io.github.whatsapp360;

import io.github.whatsapp360.media.EncodedText;
import io.github.whatsapp360.media.MediaFile;
import io.github.whatsapp360.media.MimeTypes;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.activation.FileDataSource;
import jakarta.activation.URLDataSource;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** An attachment of a message, or its data: it brings a name and a type along. */
final class AttachmentFile extends MediaFile.Reopenable {

    private final DataHandler data;
    private final Optional<Path> disk;
    private final boolean isNamed;

    /**
     * @param key under which the message holds it, which is its name as a rule; empty if no message does
     */
    AttachmentFile(DataHandler data, String key) {
        super(name(key, data.getName() == null ? "" : data.getName()));
        this.data = data;
        this.disk = disk(data.getDataSource());
        disk.ifPresent(FileBody::regular);
        this.isNamed = !key.isEmpty();
    }

    /** A form's field or a mail's content ID may be the key, a temporary file the data: the one with an ending is better. */
    private static String name(String key, String own) {
        boolean better = key.isBlank() || !isTelling(key) && isTelling(own);
        return better ? own : key;
    }

    private static boolean isTelling(String name) {
        return MimeTypes.ofName(EncodedText.words(name)).isPresent();
    }

    /** Returns whether the name is the attachment's key in the message, which is the best name that a route knows. */
    boolean isNamed() {
        return isNamed && !name().isBlank();
    }

    /** The type that its sender gave it; empty if it has none. */
    String contentType() {
        return data.getContentType() == null ? "" : data.getContentType();
    }

    @Override
    public InputStream open() throws IOException {
        disk.ifPresent(FileBody::regular);
        return data.getInputStream();
    }

    /** Finds out where an attachment lies on disk; empty if it lies elsewhere. */
    private static Optional<Path> disk(DataSource source) {
        if (source instanceof FileDataSource file) {
            return Optional.of(file.getFile().toPath());
        }
        if (source instanceof URLDataSource url && "file".equals(url.getURL().getProtocol())) {
            try { // as Java opens it: a host, a query and unescaped signs do not matter
                String path = url.getURL().getPath().replace("+", "%2B");
                return Optional.of(new File(URLDecoder.decode(path, StandardCharsets.UTF_8)).toPath());
            } catch (IllegalArgumentException e) {
                return Optional.empty(); // Java does not open it either
            }
        }
        return Optional.empty();
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.empty();
    }
}
